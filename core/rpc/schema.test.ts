import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { schemaTraits } from './schema.ts';

test('schemas that only check are known not to change values', () => {
  const node: z.ZodType = z.object({ children: z.array(z.lazy(() => node)) });
  const plain = [
    z.object({ a: z.string().min(1).optional(), b: z.array(z.number().int()).max(3), c: z.enum(['x', 'y']) }),
    z.union([z.literal('a'), z.null(), z.record(z.string(), z.unknown())]),
    z.discriminatedUnion('t', [z.object({ t: z.literal(1) }), z.object({ t: z.literal(2), x: z.url() })]),
    z.tuple([z.string(), z.boolean()]),
    z.string().refine(text => text !== 'no'),
    z.void(),
    node,
  ];
  for (const schema of plain) assert.deepEqual(schemaTraits(schema), { bytes: false, changes: false });
});

test('defaults, transforms, coercion and trimming are found wherever they are', () => {
  const changing = [
    z.object({ a: z.array(z.object({ b: z.number().default(1) })) }),
    z.union([z.string(), z.number().transform(String)]),
    z.tuple([z.coerce.number()]),
    z.string().trim(),
    z.record(z.string(), z.string().toLowerCase()),
    z.string().catch('x').optional(),
    z.preprocess(value => value, z.string()),
  ];
  for (const schema of changing) assert.equal(schemaTraits(schema).changes, true);
});

test('a Uint8Array is found wherever it is', () => {
  const bytes = z.instanceof(Uint8Array);
  for (const schema of [bytes, z.object({ a: z.array(bytes.optional()) }), z.union([z.string(), bytes])])
    assert.deepEqual(schemaTraits(schema), { bytes: true, changes: false });
});
