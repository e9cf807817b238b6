import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { findNgircd, type Ngircd, startNgircd } from './support/ngircd.ts';
import { joinAs, type Person } from './support/person.ts';
import { startPlace, until } from './support/place.ts';

const program = findNgircd();
const options = {
  skip: program === undefined && 'ngircd is not installed',
  timeout: 30_000,
  concurrency: true,
};

/** How many people of this nick the server knows in the channel. */
async function membersNamed(person: Person, channel: string, nick: RegExp): Promise<number> {
  const from = person.lines.length;
  person.send(`NAMES ${channel}`);
  await person.sees(/ 366 /, from);
  const names = person.lines.slice(from).find(line => line.includes(' 353 '))!;
  return names
    .slice(names.lastIndexOf(':') + 1)
    .split(' ')
    .filter(name => nick.test(name)).length;
}

async function withServer(t: TestContext): Promise<{ server: Ngircd; ada: Person }> {
  const server = await startNgircd(t, program!);
  return { server, ada: await joinAs(t, server.port, 'ada', '#croft') };
}

describe('on a real IRC server', options, () => {
  test('the bot answers in its channel and in private, and only when it is meant', async t => {
    const { server, ada } = await withServer(t);
    await startPlace(t, { port: server.port, tls: false, channels: ['#croft'] });
    await ada.sees(/^:croft!\S+ JOIN :?#croft/);
    ada.say('#croft', 'good morning everyone');
    ada.say('#croft', '!unknown');
    ada.say('#croft', '!roll 2d6+1');
    await ada.sees(/^:croft!\S+ PRIVMSG #croft :ada: 2d6\+1: 6 \+ 6 \+ 1 = 13$/);
    ada.say('#croft', 'hey croft, what’s the latest?');
    await ada.sees(/^:croft!\S+ PRIVMSG #croft :On <bread> — https:\/\/croft\.test\/posts\/bread$/);
    ada.say('croft', 'ping; roll d20');
    await ada.sees(/^:croft!\S+ PRIVMSG ada :pong$/);
    await ada.sees(/^:croft!\S+ PRIVMSG ada :d20: 20$/);
    ada.send('PRIVMSG croft :\x01VERSION\x01');
    await ada.sees(/^:croft!\S+ NOTICE ada :\x01VERSION Croft 0\.0\.0\x01$/);
    assert.equal(
      ada.lines.filter(line => / PRIVMSG #croft /.test(line) && line.startsWith(':croft')).length,
      3,
    );
  });

  test('TLS with a certificate of its own works when it is trusted, and not when it is not', async t => {
    const { server, ada } = await withServer(t);
    const trusting = {
      port: server.tlsPort,
      tls: { ca: server.ca },
      nick: 'trusting',
      channels: ['#croft'],
    };
    await startPlace(t, trusting);
    await ada.sees(/^:trusting!\S+ JOIN :?#croft/);
    const wary = await startPlace(t, { port: server.tlsPort, tls: true, nick: 'wary' });
    await until(wary, ({ state }) => state === 'waiting');
    assert.match(wary.relay.networks.get('test')!.status.problem!, /self-signed certificate/);
  });

  test('a server that dies and comes back has exactly one connection of the bot', async t => {
    const { server, ada } = await withServer(t);
    const place = await startPlace(t, { port: server.port, tls: false, channels: ['#croft'] });
    await ada.sees(/^:croft!\S+ JOIN :?#croft/);
    await server.kill();
    await until(place, ({ state, problem }) => state === 'waiting' && problem !== undefined);
    await server.start();
    const bob = await joinAs(t, server.port, 'bob', '#croft');
    if ((await membersNamed(bob, '#croft', /croft/)) === 0) await bob.sees(/^:croft\S* JOIN :?#croft/);
    bob.say('#croft', '!ping');
    await bob.sees(/PRIVMSG #croft :bob: pong/);
    assert.equal(await membersNamed(bob, '#croft', /croft/), 1);
    assert.equal(bob.lines.filter(line => line.includes('pong')).length, 1);
  });

  test('a bot that is kicked comes back, and one whose nick is taken has another', async t => {
    const { server, ada } = await withServer(t);
    const squatter = await joinAs(t, server.port, 'croft', '#elsewhere');
    await startPlace(
      t,
      { port: server.port, tls: false, channels: ['#croft'] },
      { times: { ping: 400, regain: 100 } },
    );
    await ada.sees(/^:croft_!\S+ JOIN :?#croft/);
    squatter.send('NICK other');
    await ada.sees(/^:croft_!\S+ NICK :?croft$/);
    const before = ada.lines.length;
    ada.send('KICK #croft croft :out');
    await ada.sees(/^:croft!\S+ JOIN :?#croft/, before);
  });

  test('a relay that stops says goodbye', async t => {
    const { server, ada } = await withServer(t);
    const place = await startPlace(t, { port: server.port, tls: false, channels: ['#croft'] });
    await ada.sees(/^:croft!\S+ JOIN :?#croft/);
    await place.stop();
    await ada.sees(/^:croft!\S+ QUIT :.*Be back soon/);
    assert.equal(place.relay.networks.get('test')!.status.state, 'waiting');
  });
});
