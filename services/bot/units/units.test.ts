import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findUnit } from './units.ts';

const WRITTEN = [
  'km',
  'Miles',
  'ft',
  'stone',
  'F',
  'c',
  'Kelvin',
  'acres',
  'fluid ounces',
  'kcal',
  'psi',
  'GiB',
  'km/h',
  'mph',
  'miles per hour',
  'MB/s',
  'light years',
  'mmHg',
];

test('a unit is found by its sign and its name, and gives back what it was given', () => {
  const unit = fc.constantFrom(...WRITTEN).map(written => findUnit(written)!);
  fc.assert(
    fc.property(unit, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (found, quantity) => {
      const back = found.fromBase(found.toBase(quantity));
      assert.ok(
        Math.abs(back - quantity) <= 1e-6 * Math.max(1, Math.abs(quantity)),
        `${quantity} ${found.name}: ${back}`,
      );
    }),
  );
});

test('units that people write in one another are of one measure', () => {
  for (const [one, other, measure] of [
    ['mph', 'km/h', 'speed'],
    ['knots', 'metres per second', 'speed'],
    ['MB/s', 'megabits/s', 'data per time'],
    ['calories', 'kJ', 'energy'],
    ['degrees C', '°F', 'temperature'],
    ['tons', 'kg', 'mass'],
  ] as const) {
    assert.equal(findUnit(one)?.measure, measure, one);
    assert.equal(findUnit(other)?.measure, measure, other);
  }
});

test('what is no unit is not found, whatever it is called', () => {
  for (const text of [
    '',
    ' ',
    'parsnips',
    'toString',
    '__proto__',
    'constructor',
    'km/',
    '/h',
    'km/h/s',
    'C/s',
  ])
    assert.equal(findUnit(text), undefined, text);
});
