import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { contractBreaks } from './contract-breaks.ts';

const describe = (name: string, schema: z.ZodType) => ({
  [name]: z.toJSONSchema(schema, { io: 'input' }),
});

test('a contract that only grows can be called by the release before', () => {
  const older = {
    ...describe('api.get.input', z.object({ slug: z.string(), open: z.literal([true, null]).optional() })),
    ...describe('api.get.output', z.object({ title: z.string() })),
  };
  const newer = {
    ...describe(
      'api.get.input',
      z.object({
        slug: z.string(),
        language: z.string().optional(),
        open: z.literal([true, null]).optional(),
      }),
    ),
    ...describe('api.get.output', z.object({ title: z.string(), tags: z.array(z.string()) })),
    ...describe('api.list.input', z.object({})),
  };
  assert.deepEqual(contractBreaks(older, newer), []);
});

/** A schema that refers to itself. */
function tree(label: z.ZodType) {
  const node: z.ZodType = z.object({
    label,
    get children() {
      return z.array(node).optional();
    },
  });
  return node;
}

const breaks: [what: string, name: string, was: z.ZodType, is: z.ZodType | undefined, said: RegExp][] = [
  ['a method that is gone', 'api.get.input', z.object({}), undefined, /api\.get\.input is gone/],
  [
    'an input that asks for more',
    'api.get.input',
    z.object({}),
    z.object({ slug: z.string() }),
    /asks for slug/,
  ],
  [
    'an input of another type',
    'api.get.input',
    z.object({ at: z.string() }),
    z.object({ at: z.number() }),
    /input\.at was string and is number/,
  ],
  [
    'an input that takes less',
    'api.get.input',
    z.object({ kind: z.enum(['a', 'b']) }),
    z.object({ kind: z.enum(['a']) }),
    /no longer takes "b"/,
  ],
  [
    'an answer that may lack something',
    'api.get.output',
    z.object({ title: z.string() }),
    z.object({ title: z.string().optional() }),
    /may lack title/,
  ],
  [
    'an answer whose list is of something else',
    'api.get.output',
    z.object({ tags: z.array(z.string()) }),
    z.object({ tags: z.array(z.number()) }),
    /output\.tags\[\] was string/,
  ],
  [
    'an event without what it told',
    'api.changed.event',
    z.object({ revision: z.number() }),
    z.object({}),
    /event may lack revision/,
  ],
  [
    'an input that takes shorter text',
    'api.get.input',
    z.object({ slug: z.string().max(100) }),
    z.object({ slug: z.string().max(5) }),
    /maxLength of api\.get\.input\.slug was 100 and is 5/,
  ],
  ['an input with a bound', 'api.get.input', z.string(), z.string().min(1), /minLength .* was none and is 1/],
  [
    'a higher least number',
    'api.get.input',
    z.number().min(1),
    z.number().gt(1),
    /minimum .* was 1 and is 1, w/,
  ],
  ['a lower most number', 'api.get.input', z.int().max(9), z.int().lt(9), /maximum .* was 9 and is 9, w/],
  ['a number that was any', 'api.get.input', z.number(), z.int(), /was number and is integer/],
  ['a step', 'api.get.input', z.number(), z.number().multipleOf(5), /multipleOf .* was none and is 5/],
  [
    'another pattern',
    'api.get.input',
    z.string().regex(/a/),
    z.string().regex(/b/),
    /pattern .* was a and is b/,
  ],
  ['another format', 'api.get.input', z.string(), z.url(), /format .* was none and is uri/],
  ['a shorter list', 'api.get.input', z.array(z.string()).max(9), z.array(z.string()).max(2), /maxItems/],
  [
    'an input that is one thing now',
    'api.get.input',
    z.string(),
    z.literal('a'),
    /enum .* was none and is "a"/,
  ],
  [
    'an input that was null too',
    'api.get.input',
    z.string().nullable(),
    z.string(),
    /was null and is string/,
  ],
  [
    'a strict input without a field',
    'api.get.input',
    z.strictObject({ slug: z.string(), language: z.string().optional() }),
    z.strictObject({ slug: z.string() }),
    /input no longer takes language/,
  ],
  [
    'a strict input without fields of any name',
    'api.get.input',
    z.strictObject({}).catchall(z.string()),
    z.strictObject({}),
    /input no longer takes fields of other names/,
  ],
  [
    'a record of other names',
    'api.get.input',
    z.partialRecord(z.enum(['a', 'b']), z.string()),
    z.partialRecord(z.enum(['a']), z.string()),
    /\(names\) no longer takes "b"/,
  ],
  [
    'a record of something else',
    'api.get.input',
    z.record(z.string(), z.string()),
    z.record(z.string(), z.string().max(3)),
    /maxLength of api\.get\.input\{\}/,
  ],
  [
    'a union without a member',
    'api.get.input',
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a') }),
      z.object({ kind: z.literal('b'), at: z.string() }),
    ]),
    z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') })]),
    /"b"/,
  ],
  [
    'a union of which a member asks for more',
    'api.get.input',
    z.union([z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b') })]),
    z.union([z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b'), at: z.string() })]),
    /asks for at/,
  ],
  [
    'an answer of which a member lost a field',
    'api.get.output',
    z.union([
      z.object({ kind: z.literal('a'), at: z.string() }),
      z.object({ kind: z.literal('b'), at: z.string() }),
    ]),
    z.union([z.object({ kind: z.literal('a'), at: z.string() }), z.object({ kind: z.literal('b') })]),
    /output may lack at/,
  ],
  [
    'an answer of another kind',
    'api.get.output',
    z.union([z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b') })]),
    z.union([
      z.object({ kind: z.literal('a') }),
      z.object({ kind: z.literal('b') }),
      z.object({ kind: z.literal('c') }),
    ]),
    /may be \{ kind: "c" \}, which old callers do not know/,
  ],
  ['an answer of another value', 'api.get.output', z.enum(['a']), z.enum(['a', 'b']), /may be "b"/],
  [
    'what two schemas say together',
    'api.get.input',
    z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() })),
    z.intersection(z.object({ a: z.string() }), z.object({ b: z.number() })),
    /input\.b was string and is number/,
  ],
  ['something in a tree', 'api.get.input', tree(z.string()), tree(z.number()), /input\.label was string/],
];

for (const [what, name, was, is, said] of breaks)
  test(`${what} is told`, () => {
    const [first, ...more] = contractBreaks(describe(name, was), is === undefined ? {} : describe(name, is));
    assert.match(first ?? 'nothing', said);
    assert.deepEqual(more, []);
  });

test('a caller that checks what it reads is told of what it would refuse, and another is not', () => {
  const older = z.toJSONSchema(z.object({ title: z.string().max(5) }));
  const newer = z.toJSONSchema(z.object({ title: z.string().max(9) }));
  const name = 'api.get.output';
  assert.deepEqual(contractBreaks({ [name]: older }, { [name]: newer }), []);
  assert.deepEqual(contractBreaks({ [name]: { ...older, checked: true } }, { [name]: newer }), [
    'maxLength of api.get.output.title was 5 and is 9.',
  ]);
});

test('what new callers send and read is compared with the service of the release before', () => {
  const older = {
    ...describe('api.get.input', z.strictObject({ slug: z.string() })),
    ...describe('api.get.output', z.object({ title: z.string(), kind: z.enum(['a', 'b']) })),
  };
  const newer = {
    ...describe('api.get.input', z.strictObject({ slug: z.string().optional(), at: z.string().optional() })),
    ...describe('api.get.output', z.object({ title: z.string(), kind: z.enum(['a']), tags: z.string() })),
    ...describe('api.list.input', z.object({})),
  };
  assert.deepEqual(contractBreaks(older, newer, 'new', new Set(['api.get', 'api.list'])), [
    'api.get.input still asks for slug, which new callers do not send; send it for a release.',
    'api.get.input does not take at yet.',
    'api.get.output may lack tags, which new callers read; let it be missing for a release.',
    'api.get.output.kind may be "b", which new callers do not know; know it for a release.',
    'api.list.input is not there yet.',
  ]);
  assert.deepEqual(contractBreaks(older, newer, 'new', new Set()), [], 'what is not called is not asked for');
});
