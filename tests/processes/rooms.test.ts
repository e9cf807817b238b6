import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type RunningCroft, startCroft } from '../support/croft.ts';
import { testDatabase } from '../support/database.ts';
import { freePort } from '../support/network.ts';

/** What each says: within what one person may say at once, before the kill and after it. */
const SAID = 8;
const GUESTS = ['Ann', 'Bob'];

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

/** The cookie of a guest who has taken a name. */
async function nameOf(origin: string, name: string): Promise<Record<string, string>> {
  const taken = await fetch(`${origin}/api/v1/chat/me`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  });
  assert.equal(taken.status, 200);
  return { cookie: taken.headers.getSetCookie()[0]!.split(';')[0]! };
}

/** A client as the page's script is: it comes again with the change that it has, and says again what was not acknowledged. */
function enter(address: string, headers: Record<string, string>, signal: AbortSignal) {
  const client = { got: [] as string[], numbers: [] as number[], refused: [] as string[], lines: 0 };
  const unsaid = new Map<number, string>();
  let since = 0;
  let ready = false;
  let socket: WebSocket | undefined;
  const ended = (async () => {
    while (!signal.aborted) {
      socket = new WebSocket(`${address}&since=${since}`, { headers });
      socket.on('error', () => {});
      socket.on('message', data => {
        const frame = JSON.parse(String(data)) as Frame;
        if (frame.hello) {
          client.lines++;
          ready = true;
          for (const text of unsaid.values()) socket!.send(text);
        }
        if (frame.error) client.refused.push(frame.error.message);
        if (frame.done && frame.id !== undefined) unsaid.delete(frame.id);
        for (const { number, change, html } of frame.messages ?? []) {
          client.numbers.push(number);
          client.got.push(html.replace(/<[^>]*>/g, ''));
          since = change;
        }
      });
      await new Promise(resolve => socket!.once('close', resolve)); // `once` would throw while nobody listens
      ready = false;
      await sleep(100);
    }
  })();
  signal.addEventListener('abort', () => socket?.terminate());
  /** Says lines as fast as two of them are acknowledged; half-way `pause` is awaited with others on their way. */
  const say = async (name: string, half: () => Promise<void> | void) => {
    for (let id = 1; id <= SAID; id++) {
      const text = JSON.stringify({ id, do: 'say', text: `${name} ${id}`, nonce: `${name}${id}` });
      unsaid.set(id, text);
      if (ready) socket!.send(text);
      if (id === SAID / 2) await half();
      while (unsaid.size > 2) await sleep(5, undefined, { signal });
    }
    while (unsaid.size > 0) await sleep(5, undefined, { signal });
  };
  return { client, say, ended };
}

test('kill -9 in the middle of a talk of several loses nothing acknowledged; each gets all of it once and in order', async t => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const env = { PORT: String(port), DATABASE_URL: await testDatabase(t) };
  const first = await startCroft(t, { env });
  const authorization = `Bearer ${await claim(first, origin)}`;
  const made = await fetch(`${origin}/api/v1/chat/rooms`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'hall', title: 'Hall', bot: false }),
  });
  assert.equal(made.status, 201);
  const names = ['Owner', ...GUESTS];
  const who = [{ authorization }, ...(await Promise.all(GUESTS.map(name => nameOf(origin, name))))];
  const stop = new AbortController();
  t.after(() => stop.abort());
  const signal = AbortSignal.any([stop.signal, t.signal]);
  const address = `ws://localhost:${port}/api/v1/chat/socket?room=hall`;
  const clients = who.map(headers => enter(address, headers, signal));

  const killed = Promise.withResolvers<void>();
  const kill = async () => {
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    killed.resolve();
    await startCroft(t, { env, directory: first.directory });
  };
  await Promise.all(clients.map(({ say }, n) => say(names[n]!, n === 0 ? kill : () => killed.promise)));
  const all = names.length * SAID;
  while (clients.some(({ client }) => client.got.length < all)) await sleep(20, undefined, { signal });
  stop.abort();
  await Promise.all(clients.map(({ ended }) => ended));
  for (const { client } of clients) {
    assert.deepEqual(client.refused, []);
    assert.ok(client.lines >= 2, 'the line was lost and taken up');
    assert.deepEqual(
      client.numbers,
      Array.from({ length: all }, (_, n) => n + 1),
    );
    assert.deepEqual(client.got, clients[0]!.client.got);
    for (const name of names)
      assert.deepEqual(
        client.got.filter(text => text.startsWith(name)),
        Array.from({ length: SAID }, (_, n) => `${name} ${n + 1}`),
      );
  }
});
