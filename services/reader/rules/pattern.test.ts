import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../../core/errors.ts';
import { compilePattern } from './pattern.ts';

test('a pattern is found anywhere, whatever the case of letters', () => {
  const test = compilePattern('^re: .*(rust|élan)\\b');
  assert.equal(test('RE: on RUST'), true);
  assert.equal(test('Re: ÉLAN!'), true);
  assert.equal(test('on rust'), false);
});

const BROKEN: readonly (readonly [pattern: string, said: RegExp])[] = [
  ['(abc', /^The pattern "\(abc" cannot be read: missing closing \): `\(abc`/],
  ['[z', /missing closing \]/],
  ['*a', /missing argument to repetition.*\.\* and not \*/],
  ['a{2,1}', /invalid repeat count.*at most 1000/],
  ['(((a{30}){30}){30}){30}', /invalid repeat count/],
  ['(?=x)y', /Looking ahead or behind is not possible here/],
  ['(?<!x)y', /Looking ahead or behind is not possible here/],
  ['(a)\\1', /Referring back to a group/],
  ['\\p{Foo}', /invalid character class range/],
  ['\\', /trailing backslash/],
  ['[a-z]{900}[a-z]{900}', /is too large: 18\d\d steps, and at most 1200 are possible\. Use fewer/],
];

for (const [pattern, said] of BROKEN) {
  test(`the pattern ${pattern} is refused with what is wrong`, () => {
    assert.throws(
      () => compilePattern(pattern),
      error => error instanceof AppError && error.code === 'invalid' && said.test(error.message),
    );
  });
}

/** Pieces that make other engines take exponential time when they are put together. */
const piece = fc.constantFrom(
  '(a+)+',
  '(a|a)*',
  '(a|aa)+',
  '(.*a){9}',
  '.*.*',
  '(x+x+)+y',
  '[ab]{0,40}',
  '(\\w+\\s?)*',
  'a?',
  'a',
  '\\p{L}*',
  '(?:a|b|ab)*c',
  '.{0,60}x',
  '^',
  '$',
  '\\b',
);
const pattern = fc
  .array(piece, { minLength: 1, maxLength: 60 })
  .map(pieces => pieces.join('').slice(0, 1000))
  .filter(isReadable);

function isReadable(written: string): boolean {
  try {
    compilePattern(written);
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds of one look, the faster of two. */
function cost(test: (text: string) => boolean, text: string): number {
  const once = () => {
    const from = performance.now();
    test(text);
    return performance.now() - from;
  };
  return Math.min(once(), once());
}

test('ten times the text takes no pattern much more than ten times as long', () => {
  fc.assert(
    fc.property(pattern, fc.constantFrom('a', 'ab', 'x', 'a b ', 'é'), (written, unit) => {
      const test = compilePattern(written);
      const text = (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
      const short = cost(test, text(10_000));
      const long = cost(test, text(100_000));
      assert.ok(long < Math.max(short, 5) * 40, `${short} ms, then ${long} ms`);
    }),
    { numRuns: 40 },
  );
});

test('a pattern with many steps looks at fewer characters, and so takes no longer', () => {
  const slow = compilePattern('.{0,250}.{0,250}x');
  const from = performance.now();
  assert.equal(slow(`${'a'.repeat(100_000)}x`), false);
  assert.ok(performance.now() - from < 5_000);
  assert.equal(slow('aaax'), true);
});
