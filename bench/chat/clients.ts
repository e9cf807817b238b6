import { once } from 'node:events';
import { WebSocket } from 'ws';

/**
 * So many clients of one server, in a process of their own: `clients.ts PORT COUNT PATH`. Sends `{ open }` when all are there; asked
 * for `times` it gives the milliseconds that messages took to each, from when they were said, and begins anew.
 */
const [port, count, path = '/'] = process.argv.slice(2);
let times: number[] = [];
let bytes = 0;

for (let n = 0; n < Number(count); n += 50) {
  await Promise.all(
    Array.from({ length: Math.min(50, Number(count) - n) }, async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false });
      socket.on('message', (data: Buffer) => take(data));
      await once(socket, 'open');
    }),
  );
}
process.send!({ open: Number(count) });

process.on('message', () => {
  process.send!({ times, bytes });
  times = [];
});

function take(data: Buffer): void {
  const text = data.toString('latin1');
  if (!text.startsWith('{"messages"')) return;
  bytes = data.length;
  const now = Date.now();
  for (const [, said] of text.matchAll(/<p>(\d{13}) /g)) times.push(now - Number(said));
}
