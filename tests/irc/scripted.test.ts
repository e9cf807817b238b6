import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../core/errors.ts';
import type { Message } from '../../services/bot/contract.ts';
import { testBot } from '../../services/bot/testing.ts';
import { botClient, botWithPost, startPlace, until } from './support/place.ts';
import { startScriptedServer } from './support/scripted-server.ts';

const ACCOUNT = { name: 'croft-bot', password: 'a pass word' };
const ROOM = { tls: false, channels: ['#croft'] };

describe('with a scripted IRC server', { concurrency: true, timeout: 30_000 }, () => {
  test('SASL PLAIN logs in before the greeting, with a password from a file', async t => {
    const passwordFile = join(tmpdir(), `croft-sasl-${process.pid}`);
    await writeFile(passwordFile, `${ACCOUNT.password}\n`, { mode: 0o600 });
    t.after(() => rm(passwordFile, { force: true }));
    const server = await startScriptedServer(t, { caps: ['sasl=PLAIN,EXTERNAL'], account: ACCOUNT });
    await startPlace(t, { ...ROOM, port: server.port, sasl: { account: ACCOUNT.name, passwordFile } });
    const client = await server.joined(0);
    assert.ok(client.lines.indexOf('AUTHENTICATE PLAIN') < client.lines.indexOf('CAP END'));
  });

  for (const [what, caps, problem] of [
    ['a wrong SASL password', ['sasl'], /refused the SASL account or password/],
    ['a network without SASL', [], /offers no SASL/],
  ] as const) {
    test(`${what} is told, and the bot does not go on without its account`, async t => {
      const server = await startScriptedServer(t, { caps, account: ACCOUNT });
      const sasl = { account: ACCOUNT.name, password: 'wrong' };
      const place = await startPlace(t, { ...ROOM, port: server.port, sasl });
      await until(place, ({ state }) => state === 'waiting');
      assert.match(place.relay.networks.get('test')!.status.problem!, problem);
      assert.ok(!server.clients[0]!.lines.some(line => line.startsWith('JOIN')));
      await settled(() => server.open() === 0);
    });
  }

  test('the bot is told who is logged in, by tags', async t => {
    const { heard, bot } = listeningBot();
    const server = await startScriptedServer(t, { caps: ['account-tag', 'message-tags', 'server-time'] });
    await startPlace(t, { ...ROOM, port: server.port }, { bot });
    const client = await server.joined(0);
    client.send('@account=ada;msgid=m1 :ada!u@h PRIVMSG #Croft :\x02!ping\x02');
    client.send(':eve!u@h PRIVMSG #croft :!ping');
    client.send(':ada!u@h PRIVMSG croft :hello');
    await settled(() => heard.length === 3);
    const [tagged, untagged] = heard.filter(message => message.room === 'irc/test/#croft');
    assert.deepEqual(tagged, {
      room: 'irc/test/#croft',
      sender: { name: 'ada', account: 'ada', host: 'h' },
      text: '!ping',
      direct: false,
      id: 'm1',
    });
    assert.deepEqual(untagged!.sender, { name: 'eve', host: 'h' });
    assert.ok(heard.some(message => message.room === 'irc/test/ada' && message.direct));
  });

  test('the bot is told who is logged in, by joins, until it cannot be sure any more', async t => {
    const { heard, bot } = listeningBot();
    const server = await startScriptedServer(t, { caps: ['extended-join', 'account-notify'] });
    await startPlace(t, { ...ROOM, port: server.port }, { bot });
    const client = await server.joined(0);
    client.send(':ada!u@h JOIN #croft ada-account :Ada');
    client.send(':ada!u@h PRIVMSG #croft :one');
    client.send(':ada!u@h NICK countess');
    client.send(':countess!u@h PRIVMSG #croft :two');
    client.send(':countess!u@h PART #croft');
    client.send(':countess!u@h PRIVMSG #croft :three');
    await settled(() => heard.length === 3);
    assert.deepEqual(
      heard.map(message => message.sender.account),
      ['ada-account', 'ada-account', undefined],
    );
  });

  test('a netsplit takes people and their accounts, and leaves the channel', async t => {
    const { heard, bot } = listeningBot();
    const server = await startScriptedServer(t, { caps: ['extended-join', 'account-notify', 'batch'] });
    const place = await startPlace(t, { ...ROOM, port: server.port }, { bot });
    const client = await server.joined(0);
    for (let count = 0; count < 200; count++) client.send(`:p${count}!u@h JOIN #croft acc${count} :P`);
    client.send(':s BATCH +x netsplit a.net b.net');
    for (let count = 0; count < 200; count++) client.send(`@batch=x :p${count}!u@h QUIT :a.net b.net`);
    client.send(':s BATCH -x');
    client.send(':p1!u@h PRIVMSG #croft :who am I');
    await settled(() => heard.length === 1);
    assert.equal(heard[0]!.sender.account, undefined);
    assert.ok(place.relay.networks.get('test')!.reaches('#croft'));
  });

  test('what programs ask is answered (CTCP), and nothing else', async t => {
    const server = await startScriptedServer(t);
    await startPlace(t, { ...ROOM, port: server.port }, { bot: listeningBot().bot });
    const client = await server.joined(0);
    for (const type of ['VERSION', 'PING 42', 'TIME', 'CLIENTINFO', 'FINGER', 'DCC SEND x 1 2 3'])
      client.send(`:ada!u@h PRIVMSG croft :\x01${type}\x01`);
    await client.sees(/NOTICE ada :\x01CLIENTINFO ACTION CLIENTINFO PING TIME VERSION\x01/);
    const answers = client.lines.filter(line => line.startsWith('NOTICE'));
    assert.deepEqual(
      answers.map(line => line.slice('NOTICE ada :'.length).split(' ')[0]),
      ['\x01VERSION', '\x01PING', '\x01TIME', '\x01CLIENTINFO'],
    );
  });

  test('its own lines, notices, other bots, history and operators’ talk are not for the bot, and actions are told to be such', async t => {
    const { heard, bot } = listeningBot();
    const server = await startScriptedServer(t, { caps: ['message-tags', 'server-time', 'batch'] });
    await startPlace(t, { ...ROOM, port: server.port }, { bot });
    const client = await server.joined(0);
    client.send(':s 005 croft CHANTYPES=# PREFIX=(ov)@+ STATUSMSG=@+ :are supported');
    client.send(':croft!u@h PRIVMSG #croft :!ping');
    client.send(':ada!u@h NOTICE #croft :!ping');
    client.send('@bot :helper!u@h PRIVMSG #croft :!ping');
    client.send(':ada!u@h PRIVMSG #croft :\x01ACTION !ping\x01');
    client.send('@time=2020-01-01T00:00:00.000Z :ada!u@h PRIVMSG #croft :!ping');
    client.send(':ada!u@h PRIVMSG @#croft :!ping');
    client.send(':s BATCH +b chathistory #croft');
    client.send('@batch=b :ada!u@h PRIVMSG #croft :!ping');
    client.send(':s BATCH -b');
    client.send(':ada!u@h PRIVMSG #croft :the only one');
    await settled(() => heard.length > 1);
    assert.deepEqual(
      heard.map(({ text, action }) => [text, action]),
      [
        ['!ping', true],
        ['the only one', undefined],
      ],
    );
  });

  test('malformed lines do no harm', async t => {
    const server = await startScriptedServer(t);
    await startPlace(t, { ...ROOM, port: server.port });
    const client = await server.joined(0);
    for (const line of [
      'PRIVMSG',
      ':ada PRIVMSG',
      ':',
      '@',
      '@a',
      'JOIN',
      'KICK',
      '005',
      'CAP',
      'CAP * ACK',
      'AUTHENTICATE +',
    ])
      client.send(line);
    client.send(`:ada!u@h PRIVMSG #croft :${'x'.repeat(20_000)}`);
    client.send(':ada!u@h PRIVMSG #croft :!ping');
    await client.sees(/^PRIVMSG #croft :ada: pong$/);
    assert.equal(server.clients.length, 1);
  });

  test('a server that goes silent is left, and found again on one new connection', async t => {
    let silent = false;
    const server = await startScriptedServer(t, { answer: () => (silent ? [] : undefined) });
    const times = { ping: 100, silence: 300 };
    const place = await startPlace(t, { ...ROOM, port: server.port }, { times });
    await server.joined(0);
    silent = true;
    await until(place, ({ problem }) => problem === 'the server stopped answering');
    silent = false;
    await server.joined(1);
    assert.equal(server.open(), 1);
  });

  test('a server that never greets is given up', async t => {
    const server = await startScriptedServer(t, { answer: () => [] });
    const place = await startPlace(t, { ...ROOM, port: server.port }, { times: { greeting: 200 } });
    await until(place, ({ problem }) => problem === 'the server did not greet us in time');
    assert.equal(server.clients.length, 1);
  });

  test('connections cut again and again leave one', async t => {
    const server = await startScriptedServer(t);
    await startPlace(t, { ...ROOM, port: server.port });
    await server.joined(0);
    server.cut();
    await server.joined(1);
    server.cut();
    const client = await server.joined(2);
    client.send(':ada!u@h PRIVMSG #croft :!ping');
    await client.sees(/pong/);
    assert.equal(server.open(), 1);
    assert.equal(
      server.clients.flatMap(({ lines }) => lines).filter(line => line.includes('pong')).length,
      1,
    );
  });

  test('an answer is split into whole lines, and nothing in it can be a command', async t => {
    const life = new AbortController();
    t.after(() => life.abort());
    const ctx = await botWithPost(t, life.signal);
    const server = await startScriptedServer(t);
    await startPlace(t, { ...ROOM, port: server.port }, { bot: botClient(ctx) });
    const client = await server.joined(0);
    await ctx.destinations.send('irc/test/#croft', {
      text: `a\r\nQUIT :b\x01\0 ${'é'.repeat(300)}`,
      html: '',
    });
    await client.sees(/^PRIVMSG #croft :é{1,100}$/);
    const said = client.lines.filter(line => line.startsWith('PRIVMSG'));
    assert.deepEqual(said.slice(0, 2), ['PRIVMSG #croft :a', 'PRIVMSG #croft :QUIT :b']);
    assert.ok(said.every(line => Buffer.byteLength(line) < 450));
    assert.ok(!client.lines.some(line => line.startsWith('QUIT')));
  });

  test('lines said while the bot is away are answered when it is back, each once', async t => {
    const life = new AbortController();
    t.after(() => life.abort());
    const bot = botClient(await botWithPost(t, life.signal));
    let calls = 0;
    const away: typeof bot = {
      ...bot,
      async hear(message, options) {
        calls++;
        if (calls <= 2) throw new AppError('unavailable', 'The bot is not there.');
        await bot.hear(message, options);
        if (calls === 3) throw new AppError('unavailable', 'The answer was lost on its way.');
        return { accepted: true };
      },
    };
    const server = await startScriptedServer(t);
    await startPlace(t, { ...ROOM, port: server.port }, { bot: away });
    const client = await server.joined(0);
    client.send(':ada!u@h PRIVMSG #croft :!roll d6');
    client.send(':ada!u@h PRIVMSG #croft :!ping');
    await client.sees(/ada: pong/);
    const said = client.lines.filter(line => line.startsWith('PRIVMSG'));
    assert.deepEqual(said, ['PRIVMSG #croft :ada: d6: 6', 'PRIVMSG #croft :ada: pong']);
  });

  test('answers given while the relay’s line to the bot is lost arrive, each once', async t => {
    const life = new AbortController();
    t.after(() => life.abort());
    const ctx = await botWithPost(t, life.signal);
    const bot = botClient(ctx);
    let lines = 0;
    const breaking: typeof bot = {
      ...bot,
      async *answers(input, options) {
        lines++;
        for await (const item of bot.answers(input, options)) {
          yield item;
          if (lines === 1) {
            await ctx.destinations.send('irc/test/#croft', { text: 'while away', html: '' });
            throw new AppError('unavailable', 'The line was lost.');
          }
        }
      },
    };
    const server = await startScriptedServer(t);
    await startPlace(t, { ...ROOM, port: server.port }, { bot: breaking });
    const client = await server.joined(0);
    client.send(':ada!u@h PRIVMSG #croft :!ping');
    await client.sees(/while away/);
    await sleep(50);
    assert.equal(client.lines.filter(line => line.startsWith('PRIVMSG')).length, 2);
  });
});

/** A bot that only listens. */
function listeningBot() {
  const heard: Message[] = [];
  const bot = botClient(testBot());
  const hear = async (message: Parameters<typeof bot.hear>[0]) => {
    heard.push(message as Message);
    return { accepted: true };
  };
  return { heard, bot: { hear, answers: bot.answers } };
}

async function settled(done: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 400 && !done(); attempt++) await sleep(10);
  await sleep(30);
}
