import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { contractBreaks } from './contract-breaks.ts';

const describe = (name: string, schema: z.ZodType) => ({ [name]: z.toJSONSchema(schema) });

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
];

for (const [what, name, was, is, said] of breaks)
  test(`${what} is told`, () => {
    const [first, ...more] = contractBreaks(describe(name, was), is === undefined ? {} : describe(name, is));
    assert.match(first ?? 'nothing', said);
    assert.deepEqual(more, []);
  });
