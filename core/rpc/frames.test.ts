import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  ABORT_CHUNK,
  chunkHeader,
  FrameReader,
  HEADER_BYTES,
  JSON_FRAME,
  LAST_CHUNK,
  writeHeader,
} from './frames.ts';

const LIMIT = 4096;

type Frame = { json: Buffer } | { channel: number; data: Buffer };

const frame: fc.Arbitrary<Frame> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map(bytes => ({ json: Buffer.from(bytes) })),
  fc.record(
    {
      channel: fc.integer({ min: 0, max: 0xffff_ffff }),
      data: fc.uint8Array({ minLength: 1, maxLength: 300 }).map(bytes => Buffer.from(bytes)),
    },
    { noNullPrototype: true },
  ),
);

function write(frames: Frame[]): Buffer {
  const parts = frames.flatMap(one => {
    if (!('json' in one))
      return [chunkHeader(one.channel, LAST_CHUNK, one.data.length, one.data.length), one.data];
    const header = Buffer.alloc(HEADER_BYTES);
    writeHeader(header, JSON_FRAME, one.json.length);
    return [header, one.json];
  });
  return Buffer.concat(parts);
}

/** Reads `pieces` as they came, gathering chunks; the pieces are overwritten afterwards as a reused buffer would be. */
function read(pieces: Buffer[]): Frame[] {
  const frames: Frame[] = [];
  let parts: Buffer[] = [];
  const reader = new FrameReader(
    {
      json: payload => frames.push({ json: Buffer.from(payload) }),
      chunk(channel, flags, total, data) {
        parts.push(Buffer.from(data));
        if (!(flags & LAST_CHUNK)) return;
        const whole = Buffer.concat(parts);
        assert.equal(whole.length, total);
        frames.push({ channel, data: whole });
        parts = [];
      },
    },
    LIMIT,
  );
  for (const piece of pieces) {
    const reused = Buffer.from(piece);
    reader.push(reused);
    reused.fill(0xee);
  }
  return frames;
}

function cut(bytes: Buffer, sizes: number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

test('frames come out as they went in, however the bytes were torn', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 12 }), sizes, (frames, tears) => {
      assert.deepEqual(read(cut(write(frames), tears)), frames);
    }),
  );
});

test('bytes that arrive one by one make the same frames', () => {
  const frames: Frame[] = [{ json: Buffer.from('[]') }, { channel: 7, data: Buffer.from('abc') }];
  assert.deepEqual(read(cut(write(frames), [1])), frames);
});

test('a chunk that gives a message up passes without data', () => {
  const seen: number[] = [];
  const reader = new FrameReader({ json() {}, chunk: (_channel, flags) => seen.push(flags) }, LIMIT);
  reader.push(chunkHeader(1, ABORT_CHUNK, 0, 0));
  assert.deepEqual(seen, [ABORT_CHUNK]);
});

test('a frame over the limit is refused at its header, before anything is kept for it', () => {
  const header = Buffer.alloc(HEADER_BYTES);
  writeHeader(header, JSON_FRAME, LIMIT + 1);
  assert.throws(() => read([header]), {
    code: 'invalid',
    reason: 'protocol',
    message: /over the limit of 4096/,
  });
});

test('another protocol on the port is refused at its first bytes', () => {
  assert.throws(() => read([Buffer.from('GET / HTTP/1.1\r\n')]), { reason: 'protocol' });
});

test('random bytes give frames or a protocol error, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), pieces => {
      const reader = new FrameReader({ json() {}, chunk() {} }, LIMIT);
      try {
        for (const piece of pieces) reader.push(Buffer.from(piece));
      } catch (error) {
        assert.equal((error as { reason?: string }).reason, 'protocol');
      }
    }),
  );
});
