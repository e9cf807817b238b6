import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../../core/errors.ts';
import { calculate } from './calculate.ts';

/** An expression and its value, from the leaves up. */
const { sum } = fc.letrec<Record<'sum' | 'term', [written: string, value: number]>>(tie => ({
  sum: fc
    .array(fc.tuple(fc.constantFrom('+', '-'), tie('term')), { minLength: 1, maxLength: 3 })
    .map(parts => {
      const [[, first], ...rest] = parts as [[string, [string, number]], ...[string, [string, number]][]];
      return rest.reduce<[string, number]>(
        ([written, value], [sign, [text, number]]) => [
          `${written} ${sign} ${text}`,
          sign === '+' ? value + number : value - number,
        ],
        first,
      );
    }),
  term: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.nat(1000).map((number): [string, number] => [String(number), number]),
    fc
      .tuple(fc.nat(99), tie('sum'))
      .map(([factor, [text, value]]): [string, number] => [`${factor} * (${text})`, factor * value]),
    tie('sum').map(([text, value]): [string, number] => [`abs(${text})`, Math.abs(value)]),
  ),
}));

test('what is written with brackets, signs and functions has the value that mathematics gives it', () => {
  fc.assert(
    fc.property(sum, ([written, value]) => {
      fc.pre(written.length <= 200);
      assert.equal(calculate(written), value);
    }),
  );
});

test('whatever is written has a finite value or is refused in words', () => {
  const signs = [
    '1',
    '9',
    '.',
    ',',
    '+',
    '-',
    '*',
    '/',
    '%',
    '^',
    '(',
    ')',
    'e',
    'pi',
    'sqrt',
    '√',
    ' ',
    '[',
    '"',
    '?',
    ';',
  ];
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(fc.constantFrom(...signs), { maxLength: 40 }).map(all => all.join('')),
  );
  fc.assert(
    fc.property(text, written => {
      try {
        assert.ok(Number.isFinite(calculate(written)));
      } catch (error) {
        assert.ok(
          error instanceof AppError && error.code === 'invalid' && error.message.length > 0,
          String(error),
        );
      }
    }),
    { numRuns: 2000 },
  );
});

test('brackets in one another without end, and text without end, are refused', () => {
  assert.throws(
    () => calculate(`${'('.repeat(99)}1${')'.repeat(99)}`.replaceAll('(', 'abs(').slice(0, 200)),
    AppError,
  );
  assert.throws(() => calculate(`${'-('.repeat(60)}1${')'.repeat(60)}`), /too many brackets/);
  assert.throws(() => calculate('1+'.repeat(200)), /too long/);
});
