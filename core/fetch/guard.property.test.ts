import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isPublicAddress } from './addresses.ts';
import { isFetchError } from './fetch-error.ts';
import { createGuard } from './guard.ts';

const guard = createGuard([], []);

function accepts(url: string): boolean {
  try {
    guard.url(url);
    return true;
  } catch (error) {
    assert.ok(isFetchError(error), `${url} threw ${error}`);
    return false;
  }
}

const octets = fc.tuple(...[0, 0, 0, 0].map(() => fc.nat(255)));

test('an IPv4 address is judged the same in every way of writing it', () => {
  fc.assert(
    fc.property(octets, ([a, b, c, d]) => {
      const number = ((a! * 256 + b!) * 256 + c!) * 256 + d!;
      const hex = (value: number) => `0x${value.toString(16)}`;
      const forms = [
        `${a}.${b}.${c}.${d}`,
        String(number),
        hex(number),
        `0${number.toString(8)}`,
        `${hex(a!)}.${b}.${hex(c! * 256 + d!)}`,
        `0${a!.toString(8)}.${b! * 65536 + c! * 256 + d!}`,
        `[::ffff:${a}.${b}.${c}.${d}]`,
        `[64:ff9b::${a}.${b}.${c}.${d}]`,
      ];
      const expected = isPublicAddress(`${a}.${b}.${c}.${d}`);
      for (const form of forms) assert.equal(accepts(`http://${form}/`), expected, form);
    }),
  );
});

test('any text gives an address to fetch or a reason why not', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map(text => `http://${text}`),
      ),
      text => void accepts(text),
    ),
  );
});
