import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import type { Carried } from '../../services/relay/chat-network.ts';
import { moderate } from '../../services/relay/methods/moderate.ts';
import { eventually, type TestRelay, testRelay } from '../../services/relay/testing.ts';
import { ACCOUNT, findInspircd, startInspircd } from './support/inspircd.ts';
import { joinAs } from './support/person.ts';

const program = findInspircd();
const SASL = { account: ACCOUNT.name, password: ACCOUNT.password };

const carried = (text: string, more: Partial<Carried> = {}): Carried => ({
  ...{
    key: text,
    kind: 'say',
    name: 'ann',
    network: 'web',
    text,
    action: false,
    plain: true,
    targets: [],
    colour: false,
  },
  ...more,
});

test('on a real network with IRCv3 and services', {
  skip: program === undefined && 'inspircd is not installed',
  timeout: 60_000,
}, async t => {
  const server = await startInspircd(t, program!);
  const settings = { name: 'net', kind: 'irc', host: '127.0.0.1', port: server.port, tls: false };
  const start = async (t: TestContext, more: object, times = {}) => {
    const relay = testRelay(t, { networks: [{ ...settings, ...more }], times });
    await relay.start();
    return relay;
  };
  const networkOf = (relay: TestRelay) => relay.ctx.networks.get('net')!;
  const inChannel = (relay: TestRelay, channel: string) =>
    eventually(() => networkOf(relay).reaches(channel), `the relay is in ${channel}`);

  await t.test('the relay logs in by password, and hears ids of lines and gets those of its own', async t => {
    const relay = await start(t, { channels: ['#plain'], sasl: SASL });
    await inChannel(relay, '#plain');
    const ada = await joinAs(t, server.port, 'ada', '#plain');
    ada.send('WHOIS croft');
    await ada.sees(/ 330 ada croft croft-bot /);
    ada.say('#plain', 'hello');
    await eventually(() => relay.heard.length === 1, 'it is heard');
    assert.match(relay.heard[0]!.id!, /^97K~/);
    const ids = await networkOf(relay).carry('#plain', carried('one\ntwo'));
    assert.equal(ids.length, 2);
    await ada.sees(/^:croft!\S+ PRIVMSG #plain :<a\u200bnn> two$/);
  });

  await t.test('an answer tells clients that understand it what it answers', async t => {
    const relay = await start(t, { channels: ['#thread'], nick: 'threads' });
    await inChannel(relay, '#thread');
    const ada = await joinAs(t, server.port, 'tagged', '#thread');
    ada.send('CAP REQ :message-tags account-tag');
    await ada.sees(/ ACK /);
    await networkOf(relay).carry(
      '#thread',
      carried('yes', { reply: { id: '97K~1~2', name: 'x', text: 'y' } }),
    );
    await ada.sees(/^@\S*\+draft\/reply=97K~1~2\S* :threads!\S+ PRIVMSG #thread :<a\u200bnn> yes$/);
  });

  await t.test('it logs in by certificate, at a server whose certificate is pinned', async t => {
    const pin = new X509Certificate(await readFile(server.ca)).fingerprint256;
    const tls = { pin, ...server.client };
    const external = {
      nick: 'pinned',
      port: server.tlsPort,
      sasl: { mechanism: 'EXTERNAL' },
      channels: ['#tls'],
    };
    await inChannel(await start(t, { ...external, tls }), '#tls');
    const wary = await start(t, { ...external, nick: 'wary', tls: { ...tls, pin: '00'.repeat(32) } });
    await eventually(
      () => /another certificate than the pinned/.test(networkOf(wary).status.problem ?? ''),
      'it does not connect',
    );
  });

  await t.test('a wrong password keeps it out', async t => {
    const relay = await start(t, { nick: 'wrong', sasl: { ...SASL, password: 'no' }, channels: ['#plain'] });
    await eventually(
      () => /refused the SASL account/.test(networkOf(relay).status.problem ?? ''),
      'it is told',
    );
  });

  await t.test('as an operator it moderates, and says when it may not', async t => {
    const operator = await start(t, { nick: 'op', channels: ['#ruled'] });
    await inChannel(operator, '#ruled');
    const other = await start(t, { nick: 'noop', channels: ['#ruled'] });
    await inChannel(other, '#ruled');
    const eve = await joinAs(t, server.port, 'eve', '#ruled');
    const ask = (relay: TestRelay, acts: Parameters<typeof moderate>[1]['acts']) =>
      moderate(relay.ctx, { room: 'irc/net/#ruled', acts });
    const ban = { act: 'timeout' as const, target: { name: 'eve' }, minutes: 5, reason: 'too\r\nQUIT :loud' };
    const [refused] = (await ask(other, [ban])).results;
    assert.equal(refused!.done, false);
    assert.match(refused!.words, /must be a channel op/);
    const [done] = (await ask(operator, [ban])).results;
    assert.deepEqual([done!.done, done!.lift, done!.undo], [true, true, 'eve!*@*']);
    await eve.sees(/^:op!\S+ KICK #ruled eve :too QUIT :loud$/);
    const { results } = await ask(operator, [
      { act: 'lift', undo: done!.undo!, reason: '' },
      { act: 'delete', target: { name: 'eve', message: 'x' }, reason: '' },
    ]);
    assert.deepEqual(
      results.map(({ done, unable }) => [done, unable]),
      [
        [true, undefined],
        [false, true],
      ],
    );
    eve.send('JOIN #ruled');
    await eve.sees(/^:eve!\S+ JOIN :?#ruled/, 5);
  });

  await t.test('its nick is asked back from who has it, and taken when it is free', async t => {
    const squatter = await joinAs(t, server.port, 'mine', '#plain');
    const relay = await start(
      t,
      { nick: 'mine', recover: 'ghost', channels: ['#plain'] },
      { ping: 400, regain: 100 },
    );
    await inChannel(relay, '#plain');
    assert.equal(networkOf(relay).status.nick, 'mine_');
    squatter.send('NICK notmine');
    await squatter.sees(/^:mine_!\S+ NICK :?mine$/);
  });

  await t.test('many lines do not get it thrown out', async t => {
    const relay = await start(t, { nick: 'quick', channels: ['#busy'] });
    await inChannel(relay, '#busy');
    const ada = await joinAs(t, server.port, 'reader', '#busy');
    await networkOf(relay).carry(
      '#busy',
      carried(Array.from({ length: 8 }, (_, n) => `line ${n}`).join('\n')),
    );
    assert.equal(ada.lines.filter(line => /> line \d$/.test(line)).length, 8);
    assert.equal(networkOf(relay).status.state, 'connected');
  });
});
