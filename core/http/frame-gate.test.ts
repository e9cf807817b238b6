import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FrameGate } from './frame-gate.ts';

const HEAD = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n';
const CLOSE = Buffer.from([0x88, 0x02, 0x03, 0xf4]);

function frame(size: number): Buffer {
  const payload = Buffer.alloc(size, 'x');
  if (size < 126) return Buffer.concat([Buffer.from([0x82, size]), payload]);
  if (size < 65_536) return Buffer.concat([Buffer.from([0x82, 126, size >> 8, size & 0xff]), payload]);
  const long = Buffer.alloc(10);
  long.set([0x82, 127]);
  long.writeBigUInt64BE(BigInt(size), 2);
  return Buffer.concat([long, payload]);
}

test('whatever the pieces, everything passes, and "come again" is said after a whole frame and last', async () => {
  const sizes = fc.array(fc.oneof(fc.nat(200), fc.constantFrom(125, 126, 65_535, 65_536)), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      sizes,
      fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1 }),
      fc.nat(6),
      async (sizes, cuts, endAfter) => {
        const frames = sizes.map(frame);
        const all = Buffer.concat([Buffer.from(HEAD), ...frames]);
        const boundaries = [HEAD.length];
        for (const one of frames) boundaries.push(boundaries.at(-1)! + one.length);
        const gate = new FrameGate();
        const passed: Buffer[] = [];
        gate.on('data', piece => passed.push(piece));
        const ended = new Promise(resolve => gate.once('end', resolve));
        let written = 0;
        for (let turn = 0; written < all.length; turn++) {
          if (turn === endAfter) gate.endBetweenFrames();
          const piece = all.subarray(written, written + cuts[turn % cuts.length]!);
          await new Promise(resolve => gate.write(piece, resolve));
          written += piece.length;
        }
        gate.endBetweenFrames();
        await ended;
        const got = Buffer.concat(passed);
        assert.deepEqual(got.subarray(-4), CLOSE);
        const before = got.subarray(0, -4);
        assert.ok(boundaries.includes(before.length), `cut at ${before.length}, frames end at ${boundaries}`);
        assert.deepEqual(before, all.subarray(0, before.length));
      },
    ),
    { numRuns: 100 },
  );
});
