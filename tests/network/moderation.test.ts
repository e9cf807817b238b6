import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { botContract } from '../../services/bot/contract.ts';
import { chatContract } from '../../services/chat/contract.ts';
import { claimOwner, startNetwork } from '../support/network.ts';

test('rules hold in a web room, for edits too, and all that they do is taken back', async t => {
  const network = await startNetwork(t);
  const chat = network.host.clients.of(chatContract);
  const bot = network.host.clients.of(botContract);
  const owner = { address: '192.0.2.1', token: await claimOwner(network) };
  await chat.createRoom({ name: 'hall', title: 'Hall' });
  const room = 'chat/hall';
  const steps = [{ act: 'timeout' as const, minutes: 5 }, { act: 'ban' as const }];
  await bot.setRoomRules({ room, rules: { on: true, words: ['heck'], steps } });
  const { person, secret } = await chat.takeName({ from: { address: '192.0.2.2' }, name: 'Eve' });
  const eve = { address: '192.0.2.2', guest: secret };
  let nonce = 0;
  const say = (markdown: string, from: object = eve) =>
    chat.sayInRoom({ room: 'hall', from: { address: '192.0.2.9', ...from }, markdown, nonce: `${++nonce}` });
  const lines = async () => (await chat.listMessages({ room: 'hall' })).messages;
  const until = async <T>(look: () => Promise<T | undefined | false>): Promise<T> => {
    for (let attempt = 0; attempt < 400; attempt++) {
      const found = await look();
      if (found) return found;
      await sleep(20);
    }
    throw new Error(`It did not come to that: ${JSON.stringify(await bot.listDecisions({}))}`);
  };
  const decided = (act: string, state = 'done') =>
    until(async () =>
      (await bot.listDecisions({ room })).decisions.find(one => one.act === act && one.state === state),
    );

  // The owner is exempt, and somebody else is not, whatever they make of a message later.
  await say('oh heck', owner);
  const { number } = await say('good day');
  await chat.editMessage({ room: 'hall', number, from: eve, markdown: 'good **heck**' });
  const timeout = await decided('timeout');
  assert.equal((await lines()).find(line => line.number === number)?.deleted, true);
  assert.notEqual((await lines())[0]?.deleted, true);
  await assert.rejects(say('let me speak'), { reason: 'muted' });
  assert.equal((await chat.listSanctions({ room: 'hall', from: owner })).sanctions[0]?.by, 'croft');

  await bot.undoDecision({ id: timeout.id, by: 'Owner' });
  assert.match((await lines()).find(line => line.number === number)!.html, /good <strong>heck<\/strong>/);
  await say('thank you');

  // By hand: a moderator of the site in the room, after confirming. The words of a guest do nothing.
  await say('!ban Eve');
  await say('!ban Eve', owner);
  await until(async () =>
    (await lines()).some(({ role, html }) => role === 'bot' && /Say !yes within/.test(html)),
  );
  assert.deepEqual((await chat.listSanctions({ room: 'hall', from: owner })).sanctions, []);
  await say('!yes', owner);
  const ban = await decided('ban');
  assert.deepEqual([ban.rule, ban.name], ['hand', 'Eve']);
  await assert.rejects(say('hello?'), { reason: 'blocked' });
  await say('!ban Owner', owner);
  await say('!yes', owner);
  const refused = await decided('ban', 'failed');
  assert.match(refused.told!, /owner and moderators cannot be silenced/);
  await bot.undoDecision({ id: ban.id, by: 'Owner' });
  assert.equal((await say('I am back')).person, person.id);

  // Its log begins with a word in the room.
  await bot.setRoomOptions({ room, logged: true });
  await until(async () =>
    (await lines()).some(({ html }) => /From now on I keep what is said here for 48 hours/.test(html)),
  );
  await say('bread is in the oven');
  await until(async () => (await bot.searchLog({ room, query: 'oven' })).lines.length === 1);
  const { rooms } = await bot.getPrivacy({});
  assert.deepEqual(rooms, [
    {
      ...{ id: room, logged: true, hours: 48, moderated: true, translated: false },
      ...{ seen: false, met: false, joined: false, here: true },
    },
  ]);
});
