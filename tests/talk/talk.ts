import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ACCOUNT, findInspircd, startInspircd } from '../irc/support/inspircd.ts';
import { findNgircd, startNgircd } from '../irc/support/ngircd.ts';
import { joinAs } from '../irc/support/person.ts';
import { twitchServer } from '../relay/support/twitch-server.ts';
import { guest, startTalk } from './support/croft.ts';
import { onIrc, onTwitch, onWeb } from './support/people.ts';
import { Transcript } from './support/transcript.ts';

const [ngircd, inspircd] = [findNgircd(), findInspircd()];
const CHANNEL = '#mill';
const NG = `irc/ng/${CHANNEL}`;
const ROOMS = ['chat/mill', NG, `irc/insp/${CHANNEL}`, 'twitch/tv/#ada'];

/** In milliseconds: IRC takes a line every two seconds, and the machine may have much to do. */
const PATIENCE = 240_000;

async function until(holds: () => unknown, what: string): Promise<void> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(50)) if (await holds()) return;
  throw new Error(`It does not come to this: ${what}.`);
}

test('people on the web, two IRC servers and Twitch talk through a raid and the death of each service, and no line is lost or doubled', {
  skip: (!ngircd && 'ngircd is not installed') || (!inspircd && 'inspircd is not installed') || false,
  timeout: 1_800_000,
}, async t => {
  const [ng, insp] = [await startNgircd(t, ngircd!), await startInspircd(t, inspircd!)];
  const twitch = await twitchServer(t);
  const irc = { kind: 'irc', host: '127.0.0.1', nick: 'croft', channels: [CHANNEL] };
  const { name: account, password } = ACCOUNT;
  const croft = await startTalk(t, {
    relay: {
      networks: [
        { ...irc, name: 'ng', port: ng.port, tls: false },
        { ...irc, name: 'insp', port: insp.tlsPort, tls: { ca: insp.ca }, sasl: { account, password } },
        twitch.settings,
      ],
      bridges: [{ name: 'mill', rooms: ROOMS }],
    },
  });
  await croft.ask('POST', '/api/v1/chat/rooms', { name: 'mill', title: 'The mill' });
  twitch.approve();
  await croft.relay.connectTwitch({ network: 'tv' });
  await until(async () => {
    const { networks } = await croft.relay.listNetworks({});
    return networks.every(
      ({ state, channels, readOnly }) => state === 'connected' && channels.length > 0 && !readOnly,
    );
  }, 'the relay is everywhere');

  const address = `${croft.origin.replace('http', 'ws')}/api/v1/chat/socket?room=mill`;
  const web = [
    onWeb(t, address, 'Owner', { authorization: `Bearer ${croft.token}` }),
    onWeb(t, address, 'Ann', await guest(croft.origin, 'Ann')),
    onWeb(t, address, 'Bob', await guest(croft.origin, 'Bob')),
  ];
  const onNg = [await onIrc(t, ng.port, 'cid', CHANNEL), await onIrc(t, ng.port, 'dot', CHANNEL)];
  const onInsp = [await onIrc(t, insp.port, 'eva', CHANNEL), await onIrc(t, insp.port, 'fay', CHANNEL)];
  const onTv = [onTwitch(twitch, 'Gil', '3001'), onTwitch(twitch, 'Hal', '3002')];
  const people = [...web, ...onNg, ...onInsp, ...onTv];
  const talk = new Transcript({ 'the web': web, ngIRCd: onNg, InspIRCd: onInsp, Twitch: onTv }, text =>
    t.diagnostic(text),
  );
  const allSay = (words: string) =>
    Promise.all(people.map(person => talk.say(person, `${person.name} ${words}`)));
  /** What the bot has said to somebody. */
  const answers = (pattern: RegExp) =>
    onInsp[0]!.seen.filter(({ name, text }) => name === 'croft' && pattern.test(text));

  try {
    talk.note('A calm talk');
    for (const count of [1, 2]) await allSay(`says ${count} while all is calm`);
    await talk.settled(PATIENCE);

    talk.note('Three requests in one message');
    await talk.say(onInsp[0]!, 'croft: roll 2d6, flip a coin, and what time is it in Tokyo?');
    await until(() => answers(/in Tokyo/).length > 0, 'they are answered');
    assert.deepEqual([answers(/^eva: 2d6|^eva: .*=/).length, answers(/[Hh]eads|[Tt]ails/).length], [1, 1]);

    talk.note('Five people ask the same');
    const asking = await Promise.all(['ida', 'jon', 'kay'].map(name => onIrc(t, insp.port, name, CHANNEL)));
    await Promise.all([...onInsp, ...asking].map(person => person.say('!time in Lima')));
    await until(() => answers(/in Lima/).length > 0, 'they are answered');

    talk.note('A raid: 200 lines a second by five in one channel');
    const steps = [{ act: 'warn' }, { act: 'timeout', minutes: 5 }, { act: 'ban' }];
    const rules = { on: true, words: ['pills'], flood: { lines: 8, seconds: 4 }, steps };
    await croft.ask('PATCH', '/api/v1/bot/rules', { room: NG, rules });
    const raiding = Promise.all(
      [0, 1, 2, 3, 4].map(async at => {
        const raider = await joinAs(t, ng.port, `raider${at}`, CHANNEL, `127.0.0.${at + 2}`);
        for (let line = 0; line < 200; line += 2, await sleep(50))
          for (const more of [0, 1]) raider.say(CHANNEL, `cheap pills ${at}.${line + more}`);
        await until(
          () => raider.lines.some(one => one.includes(`KICK ${CHANNEL} raider${at}`)),
          'all are out',
        );
      }),
    );
    for (const count of [1, 2]) await allSay(`says ${count} in the raid`).then(() => sleep(2_000));
    await raiding;
    await talk.settled(PATIENCE);
    const spam = people.map(
      ({ name, seen }) => `${name} ${seen.filter(one => /pills/.test(one.text)).length}`,
    );
    talk.note(`1000 lines of spam, of which were seen: ${spam.join(', ')}`);

    for (const service of ['bot', 'relay', 'chat']) {
      talk.note(`kill -9 of ${service}`);
      await allSay(`speaks when ${service} is about to be killed`);
      const killing = croft.kill(service);
      await sleep(1_000);
      await allSay(`speaks while ${service} is away`);
      await killing;
      await allSay(`speaks when ${service} is back`);
      await talk.settled(PATIENCE);
    }
  } finally {
    await talk.write(join(tmpdir(), 'talk-transcript.md'));
  }
  assert.deepEqual(talk.lost(), []);
  assert.deepEqual(talk.doubled(), []);
  assert.equal(answers(/in Lima/).length, 1, 'five people got one answer');
  for (const { numbers } of web)
    assert.deepEqual(
      numbers,
      Array.from(numbers, (_, at) => at + 1),
      'each message of the room, once and in order',
    );
});
