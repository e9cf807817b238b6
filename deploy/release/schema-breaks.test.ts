import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import type { Schema } from './schema.ts';
import { schemaBreaks } from './schema-breaks.ts';

/** A schema in our own words, so that its like, and values of it, can be made. */
type Made =
  | { of: 'text'; min: number; max: number }
  | { of: 'number'; min: number; max: number; whole: boolean }
  | { of: 'one'; values: string[] }
  | { of: 'list'; item: Made }
  | { of: 'record'; item: Made }
  | { of: 'any'; members: Made[] }
  | { of: 'object'; strict: boolean; fields: Record<string, { made: Made; optional: boolean }> };

const { made } = fc.letrec<{ made: Made; object: Made }>(tie => ({
  made: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ of: fc.constant('text' as const), min: fc.nat(1), max: fc.integer({ min: 2, max: 3 }) }),
    fc.record({
      of: fc.constant('number' as const),
      min: fc.nat(1),
      max: fc.integer({ min: 2, max: 3 }),
      whole: fc.boolean(),
    }),
    fc.record({
      of: fc.constant('one' as const),
      values: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
    }),
    fc.record({ of: fc.constant('list' as const), item: tie('made') }),
    fc.record({ of: fc.constant('record' as const), item: tie('made') }),
    fc.record({
      of: fc.constant('any' as const),
      members: fc.array(tie('made'), { minLength: 1, maxLength: 3 }),
    }),
    tie('object'),
  ),
  object: fc.record({
    of: fc.constant('object' as const),
    strict: fc.boolean(),
    fields: fc.dictionary(
      fc.constantFrom('x', 'y', 'z'),
      fc.record({ made: tie('made'), optional: fc.boolean() }),
      { noNullPrototype: true, maxKeys: 3 },
    ),
  }),
}));

function zodOf(of: Made): z.ZodType {
  switch (of.of) {
    case 'text':
      return z.string().min(of.min).max(of.max);
    case 'number':
      return (of.whole ? z.int() : z.number()).min(of.min).max(of.max);
    case 'one':
      return z.enum(of.values);
    case 'list':
      return z.array(zodOf(of.item));
    case 'record':
      return z.record(z.string(), zodOf(of.item));
    case 'any':
      return z.union(of.members.map(zodOf));
    case 'object': {
      const shape = Object.entries(of.fields).map(([name, { made, optional }]) => [
        name,
        optional ? zodOf(made).optional() : zodOf(made),
      ]);
      return (of.strict ? z.strictObject : z.object)(Object.fromEntries(shape));
    }
  }
}

function anyValueOf(of: Made): fc.Arbitrary<unknown> {
  switch (of.of) {
    case 'text':
      return fc.string({ minLength: of.min, maxLength: of.max, unit: fc.constantFrom('a', 'b') });
    case 'number':
      return of.whole
        ? fc.integer({ min: of.min, max: of.max })
        : fc.double({ min: of.min, max: of.max, noNaN: true });
    case 'one':
      return fc.constantFrom(...of.values);
    case 'list':
      return fc.array(anyValueOf(of.item), { maxLength: 2 });
    case 'record':
      return fc.dictionary(fc.constantFrom('x', 'q'), anyValueOf(of.item), { noNullPrototype: true });
    case 'any':
      return fc.oneof(...of.members.map(anyValueOf));
    case 'object': {
      const fields: [string, fc.Arbitrary<unknown>][] = Object.entries(of.fields).map(([name, { made }]) => [
        name,
        anyValueOf(made),
      ]);
      const requiredKeys = Object.keys(of.fields).filter(name => !of.fields[name]!.optional);
      return fc.record(Object.fromEntries(fields), { requiredKeys, noNullPrototype: true });
    }
  }
}

const described = (of: Made) => z.toJSONSchema(zodOf(of), { io: 'input' }) as Schema;

test('whatever a contract is, it can be called by itself', () => {
  fc.assert(
    fc.property(made, fc.boolean(), (of, checked) => {
      assert.deepEqual(schemaBreaks('it', described(of), described(of), checked), []);
    }),
    { numRuns: 300 },
  );
});

test('where nothing is told, what one schema allows the other takes', () => {
  let compatible = 0;
  fc.assert(
    fc.property(
      made.chain(of => fc.tuple(fc.constant(of), fc.oneof(made, alike(of)), anyValueOf(of))),
      ([one, other, value]) => {
        if (schemaBreaks('it', described(one), described(other), true).length > 0) return;
        if (JSON.stringify(one) !== JSON.stringify(other)) compatible++;
        assert.ok(zodOf(other).safeParse(value).success, JSON.stringify(value));
      },
    ),
    { numRuns: 1000 },
  );
  assert.ok(compatible > 50, `${compatible} pairs of different schemas were compatible`);
});

/** The same with one thing less or more here and there. */
function alike(of: Made): fc.Arbitrary<Made> {
  switch (of.of) {
    case 'text':
    case 'number':
      return fc
        .record({ min: fc.nat(of.min), max: fc.integer({ min: of.max, max: 4 }) })
        .map(to => ({ ...of, ...to }));
    case 'one':
      return fc.subarray(['a', 'b', 'c'], { minLength: 1 }).map(values => ({ ...of, values }));
    case 'list':
    case 'record':
      return alike(of.item).map(item => ({ ...of, item }));
    case 'any':
      return fc
        .tuple(fc.array(made, { maxLength: 1 }), ...of.members.map(alike))
        .map(([more, ...members]) => ({
          ...of,
          members: [...(members as Made[]), ...more],
        }));
    case 'object':
      return fc
        .tuple(fc.boolean(), fc.subarray(Object.keys(of.fields)), fc.boolean())
        .map(([strict, names, optional]) => ({
          ...of,
          strict,
          fields: Object.fromEntries(
            names.map(name => [name, { ...of.fields[name]!, ...(optional && { optional }) }]),
          ),
        }));
  }
}
