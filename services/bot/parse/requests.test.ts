import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { actions } from '../actions/index.ts';
import { MAX_REQUESTS, requestReader } from './requests.ts';

const read = requestReader({ name: 'croft', prefix: '!', actions });

/** What was understood, short: `roll:2d6`, or `?rol>roll` for an unknown one near to roll. */
function understood(text: string, direct = false): string[] {
  return read(text, direct).map(request =>
    request.kind === 'action'
      ? `${request.action.name}:${request.text}`
      : `?${request.said}>${request.near ?? ''}`,
  );
}

const CASES: readonly (readonly [said: string, understood: readonly string[]])[] = [
  ['!roll 2d6', ['roll:2d6']],
  ['!ROLL 2d6', ['roll:2d6']],
  ['  !dice d20 ', ['roll:d20']],
  ['croft: roll 2d6', ['roll:2d6']],
  ['Croft, roll 2d6 please', ['roll:2d6']],
  ['@croft time in Paris', ['time:in Paris']],
  ['@croft: !time in Paris', ['time:in Paris']],
  ["hey croft, what's the latest?", ['latest:']],
  ['hey croft what’s the latest?', ['latest:']],
  ['hello croft', ['help:']],
  ['croft?', ['help:']],
  ['roll 3d6, croft!', ['roll:3d6']],
  ['croft roll 2d6', ['roll:2d6']],
  ['croft, what time is it in New York?', ['time:New York']],
  ['croft: could you please tell me the time in Tokyo, please?', ['time:Tokyo']],
  ['croft: what can you do?', ['help:']],
  ['croft: what are you reading these days', ['reading:']],
  ['croft: is there anything about sourdough bread?', ['search:sourdough bread']],
  ['croft: are you there?', ['ping:']],
  ['!roll 2d6; !time in Tokyo', ['roll:2d6', 'time:in Tokyo']],
  ['!roll 2d6; time in Tokyo', ['roll:2d6', 'time:in Tokyo']],
  ['!seen "Ann and Ben", !roll', ['seen:"Ann and Ben"', 'roll:']],
  ['croft: have you seen “Ann, Ben; Cleo”?', ['seen:“Ann, Ben; Cleo”']],
  ['!ping\n!roll', ['ping:', 'roll:']],
  ['croft: ping and roll 2d6 and time in Paris', ['ping:', 'roll:2d6', 'time:in Paris']],
  ['croft: what time is it in Paris and then roll d20', ['time:Paris', 'roll:d20']],
  ['croft: roll d6, flip a coin, and what time is it in Paris?', ['roll:d6', 'flip:', 'time:Paris']],
  ['croft: what is the weather in Paris, Texas and roll d6', ['weather:Paris, Texas', 'roll:d6']],
  ['!choose tea, time or ping', ['choose:tea, time or ping']],
  ['!search salt and pepper', ['search:salt and pepper']],
  ['!search war and time', ['search:war and time']],
  ['!search salt; !ping', ['search:salt', 'ping:']],
  ['croft: rol 2d6', ['?rol 2d6>roll']],
  ['croft: make me a sandwich', ['?make me a sandwich>']],
  ['croft: !foo', ['?foo>']],
];

for (const [said, expected] of CASES) {
  test(`“${said.replace('\n', '⏎')}” is ${expected.join(' and ')}`, () => {
    assert.deepEqual(understood(said), expected);
  });
}

const NOT_MEANT = [
  'roll 2d6',
  '!foo',
  '! roll',
  'I like croft a lot',
  'the croft: a history',
  'croft news is great today',
  'crofts: roll 2d6',
  'croft-builder: roll 2d6',
  'croft is down again',
  'what time is it in Paris?',
  '',
  '!',
  '!!!',
];

for (const said of NOT_MEANT) {
  test(`“${said}” is not for the bot`, () => assert.deepEqual(understood(said), []));
}

test('in a direct room commands need neither name nor prefix', () => {
  assert.deepEqual(understood('roll 2d6', true), ['roll:2d6']);
  assert.deepEqual(understood('what time is it?', true), ['time:']);
  assert.deepEqual(understood('!foo', true), ['?foo>']);
});

test('an unknown command beside a known one is passed over where the bot was not called', () => {
  assert.deepEqual(understood('!roll 2d6; !foo'), ['roll:2d6']);
});

test(`a message has at most ${MAX_REQUESTS} requests`, () => {
  assert.equal(understood('!ping\n'.repeat(50)).length, MAX_REQUESTS);
  assert.equal(understood(Array(50).fill('!ping').join('; ')).length, MAX_REQUESTS);
});

test('any text is read without a throw', () => {
  const words = fc.constantFrom(
    'croft',
    '!',
    'roll',
    'time',
    'and',
    ';',
    'in',
    ',',
    ':',
    'search',
    '\n',
    '2d6',
    ' ',
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(words, { maxLength: 40 }).map(all => all.join(' ')),
  );
  fc.assert(
    fc.property(anything, fc.boolean(), (text, direct) => {
      assert.ok(read(text, direct).length <= MAX_REQUESTS);
    }),
  );
});
