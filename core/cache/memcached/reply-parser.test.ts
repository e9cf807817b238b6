import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ProtocolError, type Reply } from './reply.ts';
import { ReplyParser } from './reply-parser.ts';

const LIMIT = 4096;

/** Feeds bytes in pieces of the given sizes, over and over. */
function parse(bytes: Buffer, sizes: readonly number[] = [bytes.length]): Reply[] {
  const replies: Reply[] = [];
  const parser = new ReplyParser(LIMIT, reply => replies.push(reply));
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length]!);
    parser.push(bytes.subarray(at, at + size));
    at += size;
  }
  return replies;
}

const number = fc.nat();
const answer = fc.oneof(
  fc
    .tuple(fc.uint8Array({ maxLength: 600 }), number, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }))
    .map(([value, opaque, cas]) => ({
      bytes: Buffer.concat([
        Buffer.from(`VA ${value.length} f1 c${cas} O${opaque} W\r\n`),
        value,
        Buffer.from('\r\n'),
      ]),
      expected: { code: 'VA', opaque, cas: String(cas), value: Buffer.from(value), won: true },
    })),
  fc.tuple(fc.constantFrom('HD', 'EN', 'NF', 'NS', 'EX'), number).map(([code, opaque]) => ({
    bytes: Buffer.from(`${code} O${opaque}\r\n`),
    expected: { code, opaque, cas: '', value: undefined, won: false },
  })),
);

test('answers are the same however the bytes are torn', () => {
  fc.assert(
    fc.property(
      fc.array(answer, { maxLength: 12 }),
      fc.array(fc.nat(90), { minLength: 1 }),
      (answers, sizes) => {
        const replies = parse(Buffer.concat(answers.map(one => one.bytes)), sizes);
        const seen = replies.map(({ code, opaque, cas, value, won }) => ({ code, opaque, cas, value, won }));
        assert.deepEqual(
          seen,
          answers.map(one => one.expected),
        );
      },
    ),
  );
});

test('random bytes give answers or a ProtocolError, nothing else', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 400 }).map(bytes => Buffer.from(bytes)),
        fc.string().map(Buffer.from),
      ),
      bytes => {
        try {
          parse(bytes, [7]);
        } catch (error) {
          assert.ok(error instanceof ProtocolError);
        }
      },
    ),
  );
});

test('what memcached would not send is refused', () => {
  const hostile = [
    'VA 99999999 f1\r\n',
    'VA -1\r\n\r\n',
    'VA\r\n',
    'VA 1e3 f1\r\n',
    'VA 3 f1\r\nabcdef\r\n',
    'HD\n',
    'HD Ox\r\n',
    'ERROR\r\n',
    'CLIENT_ERROR bad command line format\r\n',
    `HD ${'x'.repeat(3000)}`,
  ];
  for (const text of hostile)
    assert.throws(() => parse(Buffer.from(text), [11]), ProtocolError, text.slice(0, 40));
});
