import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Carried } from '../../services/relay/chat-network.ts';
import { relayKeeper } from '../../services/relay/keeper/start-keeper.ts';
import { eventually, testRelay } from '../../services/relay/testing.ts';
import { findNgircd, startNgircd } from './support/ngircd.ts';
import { joinAs } from './support/person.ts';

const program = findNgircd();

const carried = (text: string): Carried => ({
  ...{ key: text, kind: 'say', name: 'ann', network: 'web', text, action: false },
  ...{ plain: true, targets: [], colour: false },
});

test('a relay that is started anew goes on with its encrypted connection, and nobody in the channel notices', {
  skip: program === undefined && 'ngircd is not installed',
  timeout: 60_000,
}, async t => {
  const server = await startNgircd(t, program!);
  const run = await mkdtemp(join(tmpdir(), 'croft-kept-'));
  t.after(() => rm(run, { recursive: true, force: true }));
  const supervisor = spawn('sleep', ['60']);
  t.after(() => supervisor.kill());
  const keeper = relayKeeper(run, supervisor.pid!);
  const settings = {
    name: 'net',
    kind: 'irc',
    host: '127.0.0.1',
    port: server.tlsPort,
    tls: { ca: server.ca },
  };
  const start = async (change: object = {}) => {
    const relay = testRelay(t, {
      networks: [{ ...settings, channels: ['#croft', '#other'], ...change }],
      keeper,
    });
    await relay.start();
    const network = relay.ctx.networks.get('net')!;
    await eventually(() => network.reaches('#croft') && network.reaches('#other'), 'it is in both channels');
    return { ...relay, network };
  };
  const ada = await joinAs(t, server.port, 'ada', '#croft');
  const first = await start();
  await first.network.carry('#croft', carried('the first'));
  ada.say('#croft', 'to the first');
  await eventually(() => first.heard.length === 1, 'it hears');
  await first.stop();
  ada.say('#croft', 'to nobody');

  const second = await start();
  await eventually(() => second.heard.length === 1, 'it hears what was said meanwhile');
  assert.equal(second.heard[0]!.text, 'to nobody');
  assert.equal(second.network.status.nick, 'croft');
  await second.network.carry('#croft', carried('the sécond'));
  await ada.sees(/> the sécond$/);
  ada.send('KICK #croft croft :out');
  await eventually(() => !second.network.reaches('#croft'), 'it knows that it was kicked');
  await eventually(() => second.network.reaches('#croft'), 'it is back');
  await second.stop();

  const third = await start();
  const seen = ada.lines.filter(line => /^:croft!\S+ (JOIN|QUIT|PART|NICK)/.test(line));
  assert.deepEqual(
    seen.map(line => line.split(' ')[1]),
    ['JOIN', 'JOIN'],
    'it came once, and once after the kick',
  );
  await third.stop();

  await start({ realname: 'Another' });
  await ada.sees(/^:croft!\S+ QUIT /);
  const before = ada.lines.length;
  supervisor.kill();
  await ada.sees(/^:croft!\S+ QUIT .*Be back soon/, before);
});
