import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { deliver } from '../../services/relay/context.ts';
import { eventually, relayDatabase, type TestRelay, testRelay } from '../../services/relay/testing.ts';
import { type MatrixServer, matrixServer, matrixSettings, PLACE } from './support/matrix-server.ts';
import { answerOf, callOf, methodsOf, statusOf } from './support/networks.ts';

describe('Matrix', { timeout: 60_000 }, () => {
  async function connected(t: TestContext, arrange: (server: MatrixServer) => void = () => {}) {
    const server = await matrixServer(t);
    arrange(server);
    server.say('before the relay came');
    const db = await relayDatabase(t);
    const relay = testRelay(t, { networks: [matrixSettings(server)], db });
    await relay.start();
    await eventually(() => relay.ctx.networks.get('home')!.reaches(PLACE), 'the room is reached');
    return { server, relay, db };
  }

  test('what is said is heard with the account of who said it, and answered', async t => {
    const { server, relay } = await connected(t);
    server.say('!ping');
    await eventually(() => relay.heard.length === 1, 'the bot hears');
    assert.deepEqual(relay.heard[0], {
      ...{
        room: `matrix/home/${PLACE}`,
        sender: { name: 'Ada', account: '@ada:test' },
        text: '!ping',
        direct: false,
        id: '$e2',
      },
    });
    server.say('I am a program', { msgtype: 'm.notice' });
    await deliver(relay.ctx, `matrix/home/${PLACE}`, answerOf('pong', 'Ada'), '1');
    await deliver(relay.ctx, `matrix/home/${PLACE}`, answerOf('pong', 'Ada'), '1');
    await eventually(() => server.events.length === 4, 'the answer is there');
    const { content } = server.events[3]!;
    assert.deepEqual(
      { msgtype: content['msgtype'], body: content['body'], mentions: content['m.mentions'] },
      { msgtype: 'm.notice', body: 'Ada: pong', mentions: {} },
    );
    assert.equal(relay.heard.length, 1);
  });

  test('what came while the relay was away is heard when it is back, with what a sync leaves out, once', async t => {
    const { server, relay, db } = await connected(t);
    await eventually(
      async () => (await db.selectFrom('cursors').selectAll().execute()).length === 1,
      'the token is kept',
    );
    await relay.stop();
    server.page = 2;
    for (const word of ['one', 'two', 'three', 'four']) server.say(word);
    const again = testRelay(t, { networks: [matrixSettings(server)], db });
    await again.start();
    await eventually(() => again.heard.length === 4, 'all four are heard');
    assert.deepEqual(
      again.heard.map(({ text }) => text),
      ['one', 'two', 'three', 'four'],
    );
  });

  test('who moderates the room and who is more than others in it comes along, and changes when the room says so', async t => {
    const { server, relay, db } = await connected(t, server => {
      server.power = { users_default: 0, users: { '@mo:test': 50, '@voice:test': '10', '@low:test': -1 } };
      server.create = {
        sender: '@founder:test',
        content: { room_version: '12', additional_creators: ['@second:test'] },
      };
    });
    const everybody = ['mo', 'voice', 'low', 'founder', 'second', 'ada'].map(name => `@${name}:test`);
    const roles = async (one: TestRelay) => {
      const before = one.heard.length;
      for (const sender of everybody) server.say('hello', {}, sender);
      await eventually(() => one.heard.length === before + everybody.length, 'the bot hears all');
      return one.heard.slice(before).map(({ sender }) => sender.role);
    };
    const known = ['moderator', 'member', undefined, 'moderator', 'moderator', undefined];
    assert.deepEqual(await roles(relay), known);
    server.add({
      type: 'm.room.power_levels',
      sender: '@mo:test',
      state_key: '',
      content: { users: { '@ada:test': 100 } },
    });
    server.power = { users: { '@ada:test': 100 } };
    const changed = [undefined, undefined, undefined, 'moderator', 'moderator', 'moderator'];
    assert.deepEqual(await roles(relay), changed);
    await relay.stop();
    const again = testRelay(t, { networks: [matrixSettings(server)], db });
    await again.start();
    assert.deepEqual(await roles(again), changed, 'a relay that is started anew asks');
  });

  test('only rooms of the configuration are joined, whoever invites and whatever they call them', async t => {
    const { server } = await connected(t);
    server.invite('!trap:evil.test');
    server.invite('!other:evil.test', '#elsewhere:test');
    await eventually(() => server.left.length === 2, 'both are declined');
    assert.deepEqual(server.left.toSorted(), ['!other:evil.test', '!trap:evil.test']);
  });

  test('a server that asks to wait is given time, and a token that is not taken is told', async t => {
    const { server, relay } = await connected(t);
    server.next.push({
      status: 429,
      json: { errcode: 'M_LIMIT_EXCEEDED', error: 'Too many requests', retry_after_ms: 900 },
    });
    await deliver(relay.ctx, `matrix/home/${PLACE}`, answerOf('later'), '1');
    await eventually(() => server.events.some(({ content }) => content['body'] === 'later'), 'it comes');
    const wrong = testRelay(t, { networks: [{ ...matrixSettings(server), token: 'other' }] });
    await wrong.start();
    await eventually(
      () => /does not take the token/.test(statusOf(wrong, 'home').problem ?? ''),
      'it is told',
    );
  });

  test('an encrypted room is said to be one that cannot be read', async t => {
    const { server, relay } = await connected(t);
    server.add({
      type: 'm.room.encrypted',
      sender: '@ada:test',
      content: { algorithm: 'm.megolm.v1.aes-sha2' },
    });
    await eventually(
      () => /encrypted end to end/.test(statusOf(relay, 'home').places?.[0]?.problem ?? ''),
      'it is told',
    );
  });

  test('the bot is told of what is edited, with who did it, and of what is deleted', async t => {
    const { server, relay } = await connected(t);
    const id = server.say('bread');
    const replaced = { rel_type: 'm.replace', event_id: id };
    const content = { msgtype: 'm.text', body: '* salt', 'm.new_content': { body: 'salt' } };
    server.say('* salt', { ...content, 'm.relates_to': replaced }, '@eve:test');
    server.add({ type: 'm.room.redaction', sender: '@ada:test', redacts: id, content: {} });
    await eventually(() => relay.amended.length === 2, 'the bot is told');
    const room = `matrix/home/${PLACE}`;
    assert.deepEqual(relay.amended, [
      { room, id, text: 'salt', account: '@eve:test' },
      { room, id },
    ]);
  });

  test('malformed events do no harm', async t => {
    const { server, relay } = await connected(t);
    for (const content of [{ body: 5 }, { msgtype: [], body: {} }, { 'm.relates_to': 'x', body: '' }])
      server.add({ type: 'm.room.message', sender: '@ada:test', content });
    server.events.push({ room: '!kitchen:test' } as never);
    server.say('the only one');
    await eventually(() => relay.heard.length === 1, 'the last is heard');
    assert.equal(relay.heard[0]!.text, 'the only one');
  });

  test('is moderated by redaction and ban', async t => {
    const { server, relay } = await connected(t);
    const target = { name: 'Eve', account: '@eve:test', message: '$e1' };
    const { results } = await methodsOf(relay).moderate(
      {
        room: `matrix/home/${PLACE}`,
        acts: [
          { act: 'delete', target, reason: 'spam' },
          { act: 'timeout', target, minutes: 5, reason: 'spam' },
          { act: 'lift', undo: '@eve:test', reason: '' },
        ],
      },
      callOf,
    );
    assert.deepEqual(
      results.map(({ done, lift }) => [done, lift]),
      [
        [true, undefined],
        [true, true],
        [true, undefined],
      ],
    );
    assert.equal(server.events.at(-1)!.redacts, '$e1');
    assert.deepEqual(
      server.acts.map(({ what, body }) => [what, body['user_id']]),
      [
        ['ban', '@eve:test'],
        ['unban', '@eve:test'],
      ],
    );
  });
});
