import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../../core/errors.ts';
import { parseDice } from './dice.ts';

const PLAIN = { noNullPrototype: true };

test('dice notation is read back as it was written', () => {
  const sign = fc.constantFrom(1 as const, -1 as const);
  const dice = fc.record(
    {
      kind: fc.constant('dice' as const),
      sign,
      count: fc.integer({ min: 1, max: 20 }),
      sides: fc.integer({ min: 2, max: 1000 }),
    },
    PLAIN,
  );
  const number = fc.record(
    {
      kind: fc.constant('number' as const),
      sign,
      value: fc.integer({ min: 0, max: 99_999 }),
    },
    PLAIN,
  );
  fc.assert(
    fc.property(
      fc.array(dice, { minLength: 1, maxLength: 4 }),
      fc.array(number, { maxLength: 4 }),
      (some, others) => {
        const terms = [...some, ...others];
        const written = terms
          .map(
            term =>
              `${term.sign < 0 ? '-' : '+'} ${term.kind === 'dice' ? `${term.count}d${term.sides}` : term.value}`,
          )
          .join(' ');
        assert.deepEqual(parseDice(written), terms);
      },
    ),
  );
});

test('any other text is refused with a sentence, within bounds', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('1', '9', 'd', '+', '-', '%', ' ', 'x'), maxLength: 120 }),
      text => {
        try {
          const dice = parseDice(text).filter(term => term.kind === 'dice');
          assert.ok(dice.reduce((sum, term) => sum + term.count, 0) <= 100);
        } catch (error) {
          assert.ok(error instanceof AppError && error.code === 'invalid');
        }
      },
    ),
  );
});
