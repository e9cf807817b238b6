import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../../core/errors.ts';
import { checkTemplate, expand } from './expand.ts';
import { LONGEST_TEXT, type Part, parseTemplate } from './template.ts';
import type { Values } from './variables.ts';

const counters = new Map<string, number>();

function values(args = '', random = (sides: number) => sides): Values {
  return {
    ...{ user: 'Ann', args, room: 'irc/home/#mill', count: 7, timeZone: 'UTC', random },
    now: new Date('2026-11-24T12:00:00Z'),
    async counter(name, change) {
      const value =
        change === undefined
          ? (counters.get(name) ?? 0)
          : 'set' in change
            ? change.set
            : (counters.get(name) ?? 0) + change.add;
      counters.set(name, value);
      return value;
    },
  };
}

const said = (text: string, args?: string) => expand(checkTemplate(text, { personal: true }), values(args));

const CASES: readonly (readonly [text: string, args: string, said: string])[] = [
  ['Hello $(user)!', '', 'Hello Ann!'],
  [`Hello \${user}!`, '', 'Hello Ann!'],
  ['$(sender) hugs $(touser)', '@ben and all', 'Ann hugs ben'],
  ['$(user) hugs $(touser)', '', 'Ann hugs Ann'],
  ['$(1) or $(2), $(2:) [$(3)]', 'tea green leaves', 'tea or green, green leaves [leaves]'],
  ['for $(1|a friend of $(user))', '', 'for a friend of Ann'],
  ['for $(1|a friend)', 'ben', 'for ben'],
  ['$(query)', 'all of it', 'all of it'],
  ['the $(count)th time', '', 'the 7th time'],
  ['$(room) is $(channel)', '', '#mill is mill'],
  ['$(time Asia/Tokyo), $(time), $(date "x")', '', '21:00, 12:00, Tuesday 24 November 2026'],
  ['$(time America/New_York "h:mm")', '', '07:00'],
  [`$(random 3-9) $(random) \${random.1-4}`, '', '9 100 4'],
  ['$(choose tea | $(user)’s (best) coffee)', '', 'Ann’s (best) coffee'],
  ['$(choose red, green)', '', 'green'],
  ['it costs $5 (or $$(user))', '', 'it costs $5 (or $(user))'],
  ['said: $(args)', `$(user) \${count} $(`, `said: $(user) \${count} $(`],
  ['$(args)', '!ban ann', 'ban ann'],
  ['$(args)', '/me leaves', 'me leaves'],
];

for (const [text, args, expected] of CASES) {
  test(`“${text}” with “${args}” says “${expected}”`, async () =>
    assert.equal(await said(text, args), expected));
}

test('counters are shown, counted on and set, in their order, by names that are said too', async () => {
  counters.clear();
  assert.equal(await said('$(counter deaths)'), '0');
  assert.equal(
    await said('$(counter deaths +1) $(count deaths) $(counter deaths -5) $(getcount deaths)'),
    '1 2 -3 -3',
  );
  assert.equal(await said('$(counter deaths =10)$(counter deaths 4)$(counter deaths =-4)'), '104-4');
  assert.equal(await said('$(counter $(touser) +2)', '@Ben'), '2');
  assert.equal(counters.get('ben'), 2);
});

const REFUSED: readonly (readonly [text: string, says: RegExp])[] = [
  ['$(user', /not closed/],
  [`\${user)`, /comes a space or }/],
  [`$(choose a \${user) b)`, /comes a space or }/],
  ['$()', /needs a name/],
  ['$( user)', /needs a name/],
  ['$(user!)', /comes a space/],
  ['$(nobody)', /no variable \$\(nobody\)\. There are user, touser/],
  ['$(0)', /no variable/],
  ['$(constructor)', /no variable/],
  ['$(random 9-3)', /the least and the most/],
  ['$(random 1-x)', /the least and the most/],
  ['$(time Atlantis)', /no place or time zone “Atlantis”/],
  ['$(choose |)', /nothing to choose from/],
  ['$(counter)', /is no name of a counter/],
  ['$(counter a b)', /changed so/],
  ['$(counter a +9999999999)', /more than a counter can hold/],
  ['$(1|'.repeat(6) + ')'.repeat(6), /at most 5 deep/],
  ['$(user)'.repeat(41), /at most 40 variables/],
  ['x'.repeat(LONGEST_TEXT + 1), /at most 500 characters/],
];

for (const [text, says] of REFUSED) {
  test(`“${text.slice(0, 30)}” is refused with ${says}`, () => {
    assert.throws(() => checkTemplate(text, { personal: true }), { code: 'invalid', message: says });
  });
}

test('what is said by the clock has nobody who asks', () => {
  assert.throws(() => checkTemplate('Hello $(user)', { personal: false }), /nobody/);
  assert.throws(() => checkTemplate('$(choose a | $(1))', { personal: false }), /nobody/);
  checkTemplate('$(choose a | $(time)) $(counter said +1)', { personal: false });
});

/** As it would be written. */
function write(parts: readonly Part[]): string {
  return parts
    .map(part => {
      if (typeof part === 'string') return part.replaceAll(/\$(?=[({])/g, '$$$$');
      const body = write(part.body);
      return `$(${part.name}${part.fallback ? '|' : body === '' ? '' : ' '}${body})`;
    })
    .join('');
}

const plain = fc.stringMatching(/^[a-z0-9,;:!? $é“]{1,12}$/);
const name = fc.oneof(
  fc.constantFrom('user', 'touser', 'choose', 'count', '1', '2:'),
  fc.stringMatching(/^[a-z]{1,8}$/),
);
const { parts } = fc.letrec<{ parts: Part[]; part: Part }>(tie => ({
  parts: fc.array(tie('part'), { maxLength: 3, depthIdentifier: 'deep' }).map(joined),
  part: fc.oneof(
    { depthSize: 'small', maxDepth: 3, depthIdentifier: 'deep' },
    plain,
    fc.record({ name, fallback: fc.boolean(), body: tie('parts') }).map(made => {
      const { body, fallback } = made as { body: Part[]; fallback: boolean };
      // Space before the body belongs to what sets it apart.
      const trimmed =
        fallback || typeof body[0] !== 'string'
          ? body
          : [body[0].trimStart(), ...body.slice(1)].filter(one => one !== '');
      return { ...made, body: trimmed } as Part;
    }),
  ),
}));

/** Text beside text is one text. A `$` at the end of one would change what follows. */
function joined(all: readonly Part[]): Part[] {
  const out: Part[] = [];
  for (const part of all) {
    const last = out.at(-1);
    if (typeof part !== 'string') out.push(part);
    else if (typeof last === 'string') out[out.length - 1] = last + part;
    else out.push(part);
  }
  return out.map(part => (typeof part === 'string' ? part.replace(/\$+$/, 'S') : part));
}

test('what is written is read as it was meant', () => {
  fc.assert(
    fc.property(parts, meant => {
      const text = write(meant);
      fc.pre(text.length <= LONGEST_TEXT);
      assert.deepEqual(parseTemplate(text), meant);
    }),
  );
});

test('any text is read, or refused in words', () => {
  const pieces = fc.constantFrom(
    '$(',
    `\${`,
    ')',
    '}',
    '|',
    ' ',
    '$',
    '$$(',
    'user',
    'random',
    '1',
    '-',
    'x',
    'counter',
    '+1',
    '=',
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.array(pieces, { maxLength: 30 }).map(all => all.join('')),
  );
  const asynchronous = fc.asyncProperty(anything, anything, async (text, args) => {
    try {
      const text2 = await expand(checkTemplate(text, { personal: true }), values(args));
      assert.ok([...text2].length <= 1_000);
    } catch (error) {
      assert.ok(error instanceof AppError && error.code === 'invalid', String(error));
    }
  });
  return fc.assert(asynchronous);
});
