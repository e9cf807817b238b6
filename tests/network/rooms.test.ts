import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type RunningCroft, startCroft } from '../support/croft.ts';
import { testDatabase } from '../support/database.ts';
import { freePort } from '../support/network.ts';

/** Within what one person may say at once, before the kill and after it. */
const SAID = 10;

interface Frame {
  id?: number;
  done?: object;
  error?: { message: string };
  hello?: object;
  messages?: { number: number; change: number; html: string }[];
}

/** The setup link makes an owner; gives the owner's token. */
async function claim(croft: RunningCroft, origin: string): Promise<string> {
  const link = /\/setup\/[\w-]+/.exec(await croft.line(/\/setup\//))![0];
  await croft.line(/"Ready/);
  const page = await fetch(origin + link, {
    method: 'POST',
    headers: { accept: 'text/html', origin },
    body: new URLSearchParams({ name: 'Owner' }),
  });
  return /class="token"><code>([^<]+)/.exec(await page.text())![1]!;
}

test('kill -9 in the middle of a talk loses nothing acknowledged; a client gets what it missed once and in order', async t => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const env = { PORT: String(port), DATABASE_URL: await testDatabase(t) };
  const first = await startCroft(t, { env });
  const authorization = `Bearer ${await claim(first, origin)}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const made = await fetch(`${origin}/api/v1/chat/rooms`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name: 'hall', title: 'Hall', bot: false }),
  });
  assert.equal(made.status, 201);

  // A client as the page's script is: it comes again with the change that it has, and says again what was not acknowledged.
  const got: number[] = [];
  const refused: string[] = [];
  const acknowledged = new Set<number>();
  const unsaid = new Map<number, string>();
  let since = 0;
  let lines = 0;
  let socket: WebSocket | undefined;
  const stop = new AbortController();
  t.after(() => stop.abort());
  const talk = (async () => {
    while (!stop.signal.aborted && !t.signal.aborted) {
      socket = new WebSocket(`ws://localhost:${port}/api/v1/chat/socket?room=hall&since=${since}`, {
        headers: { authorization },
      });
      socket.on('error', () => {});
      socket.on('message', data => {
        const frame = JSON.parse(String(data)) as Frame;
        if (frame.hello) {
          lines++;
          for (const text of unsaid.values()) socket!.send(text);
        }
        if (frame.error) refused.push(frame.error.message);
        if (frame.done && frame.id !== undefined) {
          acknowledged.add(frame.id);
          unsaid.delete(frame.id);
        }
        for (const { number, change } of frame.messages ?? []) {
          got.push(number);
          since = change;
        }
      });
      await new Promise(resolve => socket!.once('close', resolve)); // `once` would throw while nobody listens
      await sleep(100);
    }
  })();

  let croft = first;
  for (let id = 1; id <= SAID; id++) {
    const text = JSON.stringify({ id, do: 'say', text: `Line ${id}`, nonce: `n${id}` });
    unsaid.set(id, text);
    if (socket?.readyState === WebSocket.OPEN) socket.send(text);
    if (id === SAID / 2) {
      croft.process.kill('SIGKILL');
      await once(croft.process, 'exit');
      croft = await startCroft(t, { env, directory: first.directory });
    }
    while (unsaid.size > 2) await sleep(5, undefined, { signal: t.signal });
  }
  while (acknowledged.size < SAID || got.length < SAID) await sleep(20, undefined, { signal: t.signal });
  assert.deepEqual(refused, []);
  stop.abort();
  socket?.terminate();
  await talk;
  assert.ok(lines >= 2, 'the line was lost and taken up');
  assert.deepEqual(
    got,
    Array.from({ length: SAID }, (_, n) => n + 1),
  );
});
