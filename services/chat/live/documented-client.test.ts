import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { COMMANDS } from '../contract.ts';
import { serveChat } from '../testing/context.ts';
import { owner, say, setUp } from '../testing/kitchen.ts';

const document = await readFile(new URL('../../../docs/ROOMS.md', import.meta.url), 'utf8');

interface Client {
  say(text: string): Promise<{ number?: number; said?: string }>;
  close(): void;
}

type Follow = (options: {
  url: string;
  room: string;
  token?: string;
  onMessage(message: { number: number; html: string }): void;
}) => Client;

test('the client that the document shows has every message once, also over a line that is lost, and what it says is there once', async t => {
  const [, source = ''] = /```js\n([\s\S]*?)```/.exec(document) ?? [];
  const module = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  const follow = module.follow as Follow;
  const ctx = await setUp(t);
  const { app, port } = await serveChat(t, ctx);
  const lines = new Set<Socket>();
  app.server.on('connection', (line: Socket) => lines.add(line));
  const heard: string[] = [];
  let wake = () => {};
  const until = async (words: string) => {
    while (!heard.some(one => one.includes(words)))
      await new Promise<void>(resolve => {
        wake = resolve;
      });
  };
  const client = follow({
    ...{ url: `ws://127.0.0.1:${port}`, room: 'kitchen', token: 'member' },
    onMessage({ number, html }) {
      heard.push(`${number} ${html}`);
      wake();
    },
  });
  t.after(() => client.close());
  assert.deepEqual(await client.say('One'), { number: 1 });
  await until('One');
  for (const line of lines) line.destroy();
  const [two] = await Promise.all([client.say('Two'), say(ctx, 'Meanwhile', owner)]);
  assert.ok(two.number);
  await until('Two');
  await until('Meanwhile');
  assert.match((await client.say('/help')).said ?? '', /\/me DOES SOMETHING/);
  await assert.rejects(client.say('/slow 5'), /no command \/slow for you/);
  assert.deepEqual(heard.map(one => Number.parseInt(one, 10)).sort(), [1, 2, 3]);
});

test('the document names every command', () => {
  for (const { name, usage } of COMMANDS)
    assert.ok(document.includes(`\`${usage}`) || document.includes(`/${name} `), name);
});
