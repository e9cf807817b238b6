import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { deliver, type RelayContext } from '../../services/relay/context.ts';
import { deleteBridge, listBridges, putBridge } from '../../services/relay/methods/bridges.ts';
import { moderate } from '../../services/relay/methods/moderate.ts';
import { eventually, relayDatabase } from '../../services/relay/testing.ts';
import type { Twitch } from '../../services/relay/twitch/twitch.ts';
import { startScriptedServer } from '../irc/support/scripted-server.ts';
import { bridged, HOME, irc, ircServer, kitchen, MODERN, saidTo } from './support/bridged.ts';
import { matrixServer, matrixSettings, PLACE } from './support/matrix-server.ts';
import { twitchServer } from './support/twitch-server.ts';

/** Resolves when every room has everything. */
function nothingWaits(ctx: RelayContext): Promise<void> {
  const waits = async () => (await listBridges(ctx)).bridges[0]!.queues.some(({ waiting }) => waiting > 0);
  return eventually(async () => !(await waits()), 'nothing waits');
}

describe('rooms that are joined', { timeout: 60_000 }, () => {
  test('a line goes from the web to IRC and from IRC to the web, with its sender, and calls nobody', async t => {
    const server = await ircServer(t, { caps: MODERN });
    const { room, relay } = await bridged(t, { networks: [irc(server)], bridges: [HOME] });
    const client = await server.joined(0);
    await room.say('Hello, *you*');
    await client.sees(/PRIVMSG #croft :<M\u200bs Members> Hello, \*you\*$/);
    client.send(
      '@msgid=a1 :ann\u202e!u@h PRIVMSG #croft :\x0304see\x03 <b>_this_</b> # https://example.org/a_b_c',
    );
    const carried = await room.sees(/example/);
    assert.equal(carried.name, 'ann (net)');
    assert.match(carried.html, /see &lt;b&gt;_this_&lt;\/b&gt; #/);
    assert.match(carried.html, /href="https:\/\/example\.org\/a_b_c"/);
    assert.equal(relay.heard.length, 1, 'the bot hears it where it was said');
    assert.equal(room.ctx.heard.length, 1);
  });

  test('lines of several, actions and lines that are too long arrive whole', async t => {
    const server = await ircServer(t);
    const { room } = await bridged(t, { networks: [irc(server)], bridges: [HOME] });
    const client = await server.joined(0);
    await room.say(`first line\n\n${'wörd '.repeat(120)}end`);
    await client.sees(/end$/);
    const said = saidTo(client);
    assert.equal(said[0], '<Ms Members> first line');
    assert.ok(said.every(line => line.startsWith('<Ms Members> ')));
    assert.ok(client.lines.every(line => Buffer.byteLength(line) < 450));
    client.send(':ann!u@h PRIVMSG #croft :\x01ACTION waves\x01');
    const waved = await room.sees(/waves/);
    assert.deepEqual([waved.name, waved.action, waved.html], ['ann (net)', true, '<p>waves</p>']);
    await room.say('/me waves back');
    await client.sees(/PRIVMSG #croft :\* M\u200bs Members waves back$/);
  });

  test('what is changed, deleted or answered on the one side is so on the other, as far as it can', async t => {
    const matrix = await matrixServer(t);
    const server = await ircServer(t, { caps: MODERN });
    const rooms = [...HOME.rooms, `matrix/home/${PLACE}`];
    const networks = [irc(server), matrixSettings(matrix)];
    const { room, relay } = await bridged(t, { networks, bridges: [{ ...HOME, rooms }] });
    const client = await server.joined(0);
    await eventually(() => relay.ctx.networks.get('home')!.reaches(PLACE), 'Matrix is reached');
    const number = await room.say('helo');
    await eventually(() => matrix.events.length === 1 && saidTo(client).length === 1, 'both have it');
    await room.edit(number, 'hello');
    await client.sees(/> \(edited\) hello$/);
    await eventually(() => matrix.events.length === 2, 'Matrix is told');
    const relation = matrix.events[1]!.content['m.relates_to'];
    assert.deepEqual(relation, { rel_type: 'm.replace', event_id: '$e1' });

    const reply = { 'm.relates_to': { 'm.in_reply_to': { event_id: '$e1' } } };
    matrix.say('> <@croft:test> helo\n\nhi yourself', reply);
    const answer = await room.sees(/hi yourself/);
    assert.equal(answer.reply, number);
    assert.doesNotMatch(answer.html, /helo/);
    await client.sees(/^@\+draft\/reply=own1;label=\S+ PRIVMSG #croft :<A\u200bda> hi yourself$/);
    await nothingWaits(relay.ctx);
    client.send('@msgid=i1;+draft/reply=own3 :ann!u@h PRIVMSG #croft :and I');
    await eventually(() => matrix.events.length === 4, 'Matrix has the answer from IRC');
    assert.deepEqual(matrix.events[3]!.content['m.relates_to'], { 'm.in_reply_to': { event_id: '$e3' } });

    matrix.say('* hi myself', {
      'm.new_content': { body: 'hi myself' },
      'm.relates_to': { rel_type: 'm.replace', event_id: '$e3' },
    });
    await room.sees(/hi myself/);
    matrix.add({ type: 'm.room.redaction', sender: '@ada:test', redacts: '$e3', content: {} });
    await eventually(
      async () => (await room.all()).find(one => one.number === answer.number)?.deleted,
      'it is deleted',
    );
    await room.delete(number);
    await eventually(() => matrix.events.some(({ redacts }) => redacts === '$e1'), 'it is redacted');
  });

  test('on Twitch lines, answers and deletions go both ways', async t => {
    const tv = await twitchServer(t);
    const bridge = { name: 'tv', rooms: ['chat/kitchen', 'twitch/tv/#ada'] };
    const { room, relay } = await bridged(t, { networks: [tv.settings], bridges: [bridge] });
    const network = relay.ctx.networks.get('tv') as Twitch;
    await room.say('nobody is connected yet');
    tv.approve();
    await tv.joined(0);
    await network.tokens.connect();
    await eventually(() => tv.sent.length === 1, 'what waited for the account is said');
    assert.equal(tv.sent[0]!.text, 'M\u200bs Members: nobody is connected yet');
    tv.say('Kappa hello', { badges: 'moderator/1' });
    const hello = await room.sees(/Kappa hello/);
    assert.equal(hello.name, 'Eve (tv, moderator)');
    const number = await room.say('hello yourself', hello.number);
    await eventually(() => tv.sent.length === 2, 'the answer is said');
    assert.equal(tv.sent[1]!.replyTo, 'm1');
    await nothingWaits(relay.ctx);
    await room.delete(number);
    await eventually(() => tv.acts.length === 1, 'it is deleted');
    assert.equal(tv.acts[0]!.fields['message_id'], 'sent-2');
    tv.chats.at(-1)!.send('@target-msg-id=m1 :tmi.twitch.tv CLEARMSG #ada :Kappa hello');
    await eventually(
      async () => (await room.all()).find(one => one.number === hello.number)?.deleted,
      'it is gone',
    );
  });

  test('pictures of Matrix rooms come as addresses that everybody can open', async t => {
    const matrix = await matrixServer(t);
    const { room, relay } = await bridged(t, {
      networks: [matrixSettings(matrix)],
      bridges: [{ ...HOME, rooms: ['chat/kitchen', `matrix/home/${PLACE}`] }],
    });
    await eventually(() => relay.ctx.networks.get('home')!.reaches(PLACE), 'Matrix is reached');
    matrix.say('cat.png', { msgtype: 'm.image', url: 'mxc://test/AbC' });
    const { html } = await room.sees(/cat\.png/);
    assert.match(html, /href="https:\/\/croft\.test\/api\/v1\/relay\/media\/home\/test\/AbC\?key=[\w-]{22}"/);
  });

  test('the bot’s answers are seen in every room, and answered nowhere', async t => {
    const server = await ircServer(t);
    const { room, relay } = await bridged(t, { networks: [irc(server)], bridges: [HOME] });
    const client = await server.joined(0);
    await deliver(relay.ctx, 'irc/net/#croft', { text: 'pong', html: '', to: 'ann' }, '7');
    await client.sees(/PRIVMSG #croft :ann: pong$/);
    assert.equal((await room.sees(/ann: pong/)).name, 'croft (net)');
    client.send('@bot :helper!u@h PRIVMSG #croft :I am a bot');
    await room.sees(/I am a bot/);
    assert.deepEqual(relay.heard, []);
    assert.deepEqual(saidTo(client), ['ann: pong']);
  });

  test('two bridges between the same rooms do not give one another the same line', async t => {
    const server = await ircServer(t);
    const { room, relay } = await bridged(t, { networks: [irc(server)], bridges: [HOME] });
    const client = await server.joined(0);
    const other = (line: string) => client.send(`:matterbridge!u@h PRIVMSG #croft :${line}`);
    await room.say('good morning to all of you');
    await client.sees(/good morning/);
    other('<Ms Members> good morning to all of you');
    other('[web] <Ms Members> good morning to all of you');
    other('Ms Members: good morning to all of you');
    client.send(':ann!u@h PRIVMSG #croft :good morning');
    await room.sees(/>good morning</);
    other('<croft> <Ms Members> good morning to all of you');
    client.send(':ann!u@h PRIVMSG #croft :that was it');
    await room.sees(/that was it/);
    assert.equal((await room.all()).length, 3);
    assert.match(relay.metrics.render(), /croft_relay_circles_total 4/);
  });

  test('what says the same without end is not carried without end', async t => {
    const server = await ircServer(t);
    const { room } = await bridged(t, { networks: [irc(server)], bridges: [HOME] });
    const client = await server.joined(0);
    for (let count = 0; count < 40; count++) client.send(':loop!u@h PRIVMSG #croft :again');
    client.send(':ann!u@h PRIVMSG #croft :over');
    await room.sees(/over/);
    assert.equal((await room.all()).filter(({ html }) => /again/.test(html)).length, 20);
  });

  test('a flood of one person takes the place of nobody, and is withdrawn when they are silenced', async t => {
    const server = await ircServer(t);
    const { room, relay } = await bridged(t, {
      networks: [irc(server), irc(await ircServer(t), { name: 'away', channels: ['#locked'] })],
      bridges: [{ ...HOME, rooms: [...HOME.rooms, 'irc/away/#away'] }],
    });
    const client = await server.joined(0);
    for (let count = 0; count < 200; count++) client.send(`:eve!u@h PRIVMSG #croft :spam ${count}`);
    client.send(':ann!u@h PRIVMSG #croft :over');
    await room.sees(/over/);
    assert.equal((await room.all()).filter(({ html }) => /spam/.test(html)).length, 20);
    const { results } = await moderate(relay.ctx, {
      room: 'irc/net/#croft',
      acts: [{ act: 'ban', target: { name: 'eve', host: 'u@h' }, reason: 'spam' }],
    });
    assert.equal(results.length, 1);
    const waiting = relay.ctx.db.selectFrom('copies').innerJoin('lines', 'lines.id', 'copies.line');
    const rows = await waiting.select('text').where('state', '=', 'waiting').execute();
    assert.deepEqual(rows, [{ text: 'over' }]);
  });

  test('rooms that are joined in several ways have each line once', async t => {
    const [one, two] = [await ircServer(t), await ircServer(t)];
    const networks = [irc(one), irc(two, { name: 'other' })];
    const bridges = [
      HOME,
      { name: 'twice', rooms: ['irc/net/#CROFT', 'chat/kitchen', 'irc/other/#croft'] },
      { name: 'thrice', rooms: ['irc/other/#croft', 'chat/kitchen'] },
    ];
    const { room } = await bridged(t, { networks, bridges });
    const [first, second] = [await one.joined(0), await two.joined(0)];
    first.send(':ann!u@h PRIVMSG #croft :once');
    await room.sees(/once/);
    await second.sees(/<a\u200bnn> once/);
    await room.say('and back');
    await first.sees(/and back/);
    await second.sees(/and back/);
    await sleep(100);
    assert.equal((await room.all()).length, 2);
    assert.deepEqual(
      [saidTo(first), saidTo(second)],
      [['<Ms Members> and back'], ['<ann> once', '<Ms Members> and back']],
    );
  });

  test('two connections of ours in the same channel do not take one another for people', async t => {
    const server = await ircServer(t);
    const networks = [irc(server), irc(server, { name: 'again', nick: 'croft2' })];
    const bridges = [HOME, { name: 'two', rooms: ['irc/again/#croft', 'chat/kitchen'] }];
    const { room } = await bridged(t, { networks, bridges });
    await Promise.all([server.joined(0), server.joined(1)]);
    server.clients[0]!.send(':croft2!u@h PRIVMSG #croft :<x> hello');
    server.clients[1]!.send(':CROFT!u@h PRIVMSG #croft :<x> hello');
    server.clients[0]!.send(':ann!u@h PRIVMSG #croft :real');
    await room.sees(/real/);
    assert.equal((await room.all()).length, 1);
  });

  test('whom and what a bridge ignores is not carried, and a one-way room does not speak', async t => {
    const server = await ircServer(t);
    const bridge = {
      ...HOME,
      ignore: ['Spambot'],
      ignorePrefixes: ['!'],
      colours: true,
      sender: '{name} at {network}',
      oneWay: { 'irc/net/#croft': 'from' },
    };
    const { room } = await bridged(t, { networks: [irc(server)], bridges: [bridge] });
    const client = await server.joined(0);
    client.send(':spambot!u@h PRIVMSG #croft :buy');
    client.send(':ann!u@h PRIVMSG #croft :!roll');
    client.send(':ann!u@h PRIVMSG #croft :fine');
    assert.equal((await room.sees(/fine/)).name, 'ann at net (net)');
    await room.say('not to IRC');
    await sleep(100);
    assert.equal((await room.all()).length, 2);
    assert.deepEqual(saidTo(client), []);
  });

  test('senders have colours on IRC, and styles go from one IRC room to another', async t => {
    const [one, two] = [await ircServer(t), await ircServer(t)];
    const bridge = {
      name: 'irc',
      rooms: ['irc/net/#croft', 'irc/other/#croft'],
      colours: true,
      styles: true,
    };
    await bridged(t, { networks: [irc(one), irc(two, { name: 'other' })], bridges: [bridge] });
    const [first, second] = [await one.joined(0), await two.joined(0)];
    first.send(':7up!u@h PRIVMSG #croft :\x02bold\x02 and \x0304red');
    await second.sees(/^PRIVMSG #croft :<\x03\d\d\x02\x027\u200bup\x03> \x02bold\x02 and \x0304red$/);
  });
});

describe('a network that is away', { timeout: 60_000 }, () => {
  test('what is said meanwhile waits, is told once and marked late, and in its order', async t => {
    const server = await ircServer(t);
    const { room, relay } = await bridged(t, { networks: [irc(server)], bridges: [HOME] });
    await server.joined(0);
    server.cut();
    await eventually(() => !relay.ctx.networks.get('net')!.reaches('#croft'), 'the connection is lost');
    await room.say('one');
    await room.say('two');
    await eventually(
      async () => (await listBridges(relay.ctx)).bridges[0]!.queues[1]!.waiting === 2,
      'both wait',
    );
    await sql`update copies set at = '2026-01-02T03:04:05Z'::timestamptz + (now() - '2026-01-02T04:00:00Z'::timestamptz) where true`.execute(
      relay.ctx.db,
    );
    const client = await server.joined(1);
    await client.sees(/two/);
    const said = saidTo(client);
    assert.equal(said.length, 2);
    assert.match(said[0]!, /^\[\d\d:\d\d UTC\] <Ms Members> one$/);
    assert.match(said[1]!, /^\[\d\d:\d\d UTC\] <Ms Members> two$/);
    assert.equal(server.open(), 1);
  });

  test('beyond a count and an age lines are dropped, and the room is told how many', async t => {
    const server = await ircServer(t);
    const db = await relayDatabase(t);
    await sql`
      with old as (insert into lines (room, message, name, network, text) select 'chat/kitchen', 'm' || n, 'Ann', 'web', 'line ' || n from generate_series(1, 230) n returning id, text)
      insert into copies (line, room, kind, key, at) select id, 'irc/net/#croft', 'say', 'say', now() - case when text in ('line 228') then interval '13 hours' else interval '1 second' end from old order by id`.execute(
      db,
    );
    const { relay } = await bridged(t, { networks: [irc(server)], bridges: [HOME], db });
    const client = await server.joined(0);
    await client.sees(/31 lines could not be brought here/);
    await client.sees(/line 31$/);
    assert.doesNotMatch(client.lines.join('\n'), /line 30\b/);
    await relay.stop();
  });

  test('a line that the server may not have is told again; one that it has is not', async t => {
    let deaf = true;
    const server = await startScriptedServer(t, {
      answer: line => (deaf && /^(PRIVMSG|PING :croft-)/.test(line) ? [] : undefined),
    });
    const times = { ping: 200, silence: 500 };
    const { room, relay } = await bridged(t, { networks: [irc(server)], bridges: [HOME], times });
    const client = await server.joined(0);
    await room.say('into the void');
    await client.sees(/into the void/);
    deaf = false;
    server.cut();
    const next = await server.joined(1);
    await next.sees(/into the void/);
    await room.say('heard');
    await next.sees(/heard/);
    await nothingWaits(relay.ctx);
    server.cut();
    const last = await server.joined(2);
    await room.say('after');
    await last.sees(/after/);
    assert.deepEqual(saidTo(last), ['<Ms Members> after']);
  });

  test('a line that a channel refuses is not tried for ever, and why is told', async t => {
    const server = await startScriptedServer(t, {
      answer: line =>
        /^PRIVMSG .*secret/.test(line) ? [':s 404 croft #croft :Cannot send to channel (+m)'] : undefined,
    });
    const { room, relay } = await bridged(t, { networks: [irc(server)], bridges: [HOME] });
    const client = await server.joined(0);
    await room.say('secret');
    await room.say('open');
    await client.sees(/open/);
    await nothingWaits(relay.ctx);
    const { queues } = (await listBridges(relay.ctx)).bridges[0]!;
    assert.equal(queues[1]!.dropped, 1);
    assert.match(queues[1]!.problem!, /#croft refuses it: Cannot send to channel \(\+m\)/);
  });

  test('when the relay starts anew, what was said meanwhile in a web room is told, and nothing twice', async t => {
    const server = await ircServer(t);
    const { room, relay } = await bridged(t, { networks: [irc(server)], bridges: [HOME] });
    await room.say('before');
    await (await server.joined(0)).sees(/before/);
    await nothingWaits(relay.ctx);
    await relay.stop();
    const number = await room.say('meanwhile');
    await room.edit(number, 'meanwhile, changed');
    await room.say('at last');
    const db = await relayDatabase(t).then(() => relay.ctx.db);
    await bridged(t, { networks: [irc(server)], bridges: [HOME], db, room });
    const client = await server.joined(1);
    await client.sees(/at last/);
    assert.deepEqual(saidTo(client), ['<Ms Members> meanwhile, changed', '<Ms Members> at last']);
  });
});

describe('the bridges themselves', { timeout: 60_000 }, () => {
  test('are made, changed and taken away while the relay runs', async t => {
    const server = await ircServer(t);
    const { room, relay } = await bridged(t, { networks: [irc(server)] });
    const client = await server.joined(0);
    await room.say('nobody hears this');
    await putBridge(relay.ctx, HOME);
    await eventually(() => relay.ctx.web.status.channels.includes('kitchen'), 'the room is heard');
    await room.say('now');
    await client.sees(/now/);
    await putBridge(relay.ctx, { ...HOME, paused: true });
    client.send(':ann!u@h PRIVMSG #croft :in a pause');
    client.send('PING heard');
    await client.sees(/^PONG.*heard/);
    await putBridge(relay.ctx, { ...HOME, paused: false });
    client.send(':ann!u@h PRIVMSG #croft :go on');
    await room.sees(/go on/);
    await deleteBridge(relay.ctx, { name: 'home' });
    assert.deepEqual((await listBridges(relay.ctx)).bridges, []);
    await assert.rejects(deleteBridge(relay.ctx, { name: 'home' }), { code: 'not_found' });
    assert.deepEqual(saidTo(client), ['<Ms Members> now']);
    assert.doesNotMatch((await room.all()).map(({ html }) => html).join(), /in a pause/);
  });

  test('what cannot be is refused in words', async t => {
    const server = await ircServer(t);
    const { relay } = await bridged(t, { networks: [irc(server)], bridges: [HOME], room: await kitchen(t) });
    const put = (change: object) => putBridge(relay.ctx, { ...HOME, name: 'other', ...change });
    await assert.rejects(put({ name: 'home' }), { code: 'conflict' });
    await assert.rejects(put({ rooms: ['chat/kitchen'] }), /at least two rooms/);
    await assert.rejects(put({ rooms: ['irc/net/#a', 'irc/net/#A'] }), /a room twice/);
    await assert.rejects(put({ rooms: ['chat/kitchen', 'irc/away/#a'] }), /no network irc\/away/);
    await assert.rejects(put({ rooms: ['chat/kitchen', 'mastodon/x/y'] }), /cannot be bridged/);
    await assert.rejects(put({ sender: 'nobody' }), /must have \{name\}/);
    await assert.rejects(put({ oneWay: { 'irc/net/#z': 'to' } }), /no room of the bridge/);
  });
});
