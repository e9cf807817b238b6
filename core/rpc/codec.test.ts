import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Assembler } from './assembler.ts';
import { decodeBody, encodeBody } from './body.ts';
import { jsonCodec } from './codec.ts';
import { HEADER_BYTES, LAST_CHUNK } from './frames.ts';
import { newTrace } from './trace.ts';
import { CALL, ITEM } from './wire.ts';

const message = fc.array(fc.jsonValue({ noUnicodeString: false, stringUnit: 'binary' }), { maxLength: 6 });

test('a batch of messages decodes to the same messages', () => {
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 20 }), messages => {
      let batch = '';
      for (const one of messages) batch = jsonCodec.join(batch, jsonCodec.encode(one));
      const frame = jsonCodec.frame(batch);
      assert.equal(frame.readUInt32BE(0), frame.length - HEADER_BYTES);
      assert.deepEqual(jsonCodec.decode(frame.subarray(HEADER_BYTES)), JSON.parse(JSON.stringify(messages)));
    }),
  );
});

test('calls and items decode to the messages that the protocol names', () => {
  const trace = newTrace();
  const call = jsonCodec.encodeCall(jsonCodec.callHead(CALL, 'get"Post'), 7, 5000, trace, { slug: 'é' });
  const { text, cost } = jsonCodec.encodeItem(7, 'item');
  const frame = jsonCodec.frame(jsonCodec.join(call, text));
  assert.deepEqual(jsonCodec.decode(frame.subarray(HEADER_BYTES)), [
    [CALL, 'get"Post', 7, 5000, trace, { slug: 'é' }],
    [ITEM, 7, cost, 'item'],
  ]);
});

test('a call without an input has none on the other side', () => {
  const call = jsonCodec.encodeCall(jsonCodec.callHead(CALL, 'x'), 1, 1, newTrace(), undefined);
  assert.equal(jsonCodec.decode(jsonCodec.frame(call).subarray(HEADER_BYTES))[0]![5], undefined);
});

test('a frame that is not an array of messages is a protocol error', () => {
  for (const text of ['', '{', '{}', '7', '[7]', '[[1],null]', '"[[]]"', '\ufffd'])
    assert.throws(() => jsonCodec.decode(Buffer.from(text)), { reason: 'protocol' });
});

test('binary parts come back as Uint8Arrays in their places, the rest as JSON', () => {
  const value = fc.oneof(
    fc.uint8Array(),
    fc.string(),
    fc.record({ a: fc.uint8Array(), b: fc.array(fc.uint8Array()) }, { noNullPrototype: true }),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 5 }), values => {
      assert.deepEqual(decodeBody(Buffer.concat(encodeBody([5, 1, ...values]))), [5, 1, ...values]);
    }),
  );
});

test('a damaged body is a protocol error, and never writes outside its message', () => {
  const text = prefixed;
  const bodies = [
    Buffer.alloc(0),
    Buffer.from([0, 0, 0, 9, 1]),
    text('[[1],[[[7],1]]]'),
    text('[[{}],[[[0,"__proto__","polluted"],0]]]'),
    text('[[{}],[[[],0]]]'),
    text('[[null],[[[0],5]]]'),
    text('[7,[]]'),
    text('nothing'),
  ];
  for (const body of bodies) assert.throws(() => decodeBody(body), { reason: 'protocol' });
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
});

test('chunks of several messages interleave and come together again', () => {
  const assembler = new Assembler(10_000, 10_000);
  const first = Buffer.concat(encodeBody([5, 1, new Uint8Array(300).fill(1)]));
  const second = Buffer.concat(encodeBody([5, 2, 'two']));
  assert.equal(assembler.add(1, 0, first.length, first.subarray(0, 100)), undefined);
  assert.deepEqual(assembler.add(2, LAST_CHUNK, second.length, second), [5, 2, 'two']);
  assert.deepEqual(assembler.add(1, LAST_CHUNK, first.length, first.subarray(100)), [
    5,
    1,
    new Uint8Array(300).fill(1),
  ]);
});

test('a message that says it is small but never ends is refused at the limit', () => {
  const assembler = new Assembler(1000, 5000);
  assert.throws(() => {
    for (let chunk = 0; chunk < 100; chunk++) assembler.add(1, 0, 10, Buffer.alloc(100));
  }, /over the limit of 1000/);
});

test('many messages begun and never finished are refused at the limit of the connection', () => {
  const assembler = new Assembler(1000, 5000);
  assert.throws(() => {
    for (let channel = 0; channel < 100; channel++) assembler.add(channel, 0, 900, Buffer.alloc(1));
  }, /over the limit of 5000/);
});

function prefixed(json: string): Buffer {
  const body = Buffer.from(`0000${json}`);
  body.writeUInt32BE(json.length, 0);
  return body;
}
