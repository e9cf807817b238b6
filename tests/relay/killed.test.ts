import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, relayDatabase, relayDatabaseUrl } from '../../services/relay/testing.ts';
import { startScriptedServer } from '../irc/support/scripted-server.ts';
import { irc, saidTo } from './support/bridged.ts';
import { matrixServer, matrixSettings, PLACE } from './support/matrix-server.ts';

/** A relay in a process of its own; what it had last said before its death is of no matter. */
function startProcess(t: TestContext, parts: object): ChildProcess {
  const script = new URL('./support/relay-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, JSON.stringify(parts)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

test('whenever the relay is killed, every line that it had stored is told once, and none that was said meanwhile is lost where the network keeps it', {
  timeout: 60_000,
}, async t => {
  const url = await relayDatabaseUrl(t);
  const db = await relayDatabase(t, url);
  const [server, matrix] = [await startScriptedServer(t), await matrixServer(t)];
  const parts = {
    url,
    networks: [irc(server), matrixSettings(matrix)],
    bridges: [{ name: 'home', rooms: ['irc/net/#croft', `matrix/home/${PLACE}`] }],
  };
  const bodies = () =>
    matrix.events
      .filter(({ sender }) => sender === '@croft:test')
      .map(({ content }) => String(content['body']).replace(/^.*: /, ''));
  let words = 0;
  for (let life = 0; life < 2; life++) {
    const child = startProcess(t, parts);
    const client = await server.joined(life);
    await eventually(() => matrix.synced > life, 'Matrix is read', 30_000);
    for (let count = 0; count < 25; count++) {
      client.send(`:ann!u@h PRIVMSG #croft :word ${++words}`);
      await sleep(4);
    }
    await eventually(() => bodies().length > life * 20 + 8, 'some are told');
    // More than may go out to IRC at once.
    for (let count = 0; count < 3; count++) matrix.say(`before death ${life}.${count}`);
    await client.sees(new RegExp(`before death ${life}.0`));
    await kill(child);
    matrix.say(`while dead ${life}`);
  }
  startProcess(t, parts);
  const last = await server.joined(2);
  await last.sees(/while dead 1/);
  await eventually(
    async () =>
      !(await db
        .selectFrom('copies')
        .selectAll()
        .where('state', 'in', ['waiting', 'sending'])
        .executeTakeFirst()),
    'nothing waits',
    30_000,
  );
  const stored = await db
    .selectFrom('lines')
    .select('text')
    .where('room', '=', 'irc/net/#croft')
    .orderBy('id')
    .execute();
  assert.ok(stored.length > 20, `${stored.length} lines were stored`);
  assert.deepEqual(
    bodies(),
    stored.map(({ text }) => text),
  );
  const heard = server.clients.flatMap(saidTo).map(line => line.replace(/^.*> /, ''));
  const lives = [0, 1].flatMap(life => [
    ...Array.from({ length: 3 }, (_, count) => `before death ${life}.${count}`),
    `while dead ${life}`,
  ]);
  assert.deepEqual(heard, lives, 'what waited for its turn is said by the next relay');
});
