import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import type { RelayContext } from '../../services/relay/context.ts';
import { forgetLines } from '../../services/relay/store/lines.ts';
import { eventually } from '../../services/relay/testing.ts';
import { bridged, irc, ircServer, MODERN, saidTo } from './support/bridged.ts';
import { matrixServer, matrixSettings, PLACE } from './support/matrix-server.ts';
import { callOf, methodsOf } from './support/networks.ts';

const ROOMS = ['chat/kitchen', 'irc/net/#croft', `matrix/home/${PLACE}`];

/** The kitchen, an IRC channel and a Matrix room, in each of which somebody has said something that all have. */
async function talked(t: TestContext) {
  const [server, matrix] = [await ircServer(t, { caps: MODERN }), await matrixServer(t)];
  const { room, relay } = await bridged(t, {
    networks: [irc(server), matrixSettings(matrix)],
    bridges: [{ name: 'home', rooms: ROOMS }],
  });
  const client = await server.joined(0);
  await eventually(() => relay.ctx.networks.get('home')!.reaches(PLACE), 'Matrix is reached');
  const number = await room.say('from the kitchen');
  client.send('@account=Ann;msgid=a1 :ann!u@h PRIVMSG #croft :from ann');
  client.send('@msgid=b1 :bob!u@h PRIVMSG #croft :from bob');
  matrix.say('from ada');
  await eventually(() => matrix.events.length === 4 && saidTo(client).length === 2, 'all have all');
  await eventually(async () => (await room.all()).length === 4, 'and the kitchen');
  await eventually(async () => (await states(relay.ctx)).every(state => state === 'sent'), 'it is noted');
  const eventOf = (who: string) =>
    matrix.events.find(({ content }) => String(content['body']).endsWith(`from ${who}`))!.event_id;
  const forget = methodsOf(relay).forget;
  return {
    room,
    relay,
    matrix,
    client,
    number,
    eventOf,
    forget: (whose: object) => forget(whose as never, callOf),
  };
}

async function kept({ db }: RelayContext): Promise<string[]> {
  const lines = await db.selectFrom('lines').select(['name', 'text', 'person']).orderBy('id').execute();
  return lines
    .filter(one => one.name + one.text + (one.person ?? '') !== '')
    .map(({ text }) => text)
    .toSorted();
}

async function states({ db }: RelayContext): Promise<string[]> {
  const copies = await db.selectFrom('copies').select('state').execute();
  return copies.map(({ state }) => state);
}

describe('what was said in joined rooms', { timeout: 60_000 }, () => {
  test('is erased of somebody by account, by id or by name, in rooms of one network or in all', async t => {
    const { relay, forget } = await talked(t);
    const all = ['from ada', 'from ann', 'from bob', 'from the kitchen'];
    assert.deepEqual(await kept(relay.ctx), all);
    const nobody = { persons: ['account:bob', 'id:1'], names: ['an'], rooms: ['irc/other/', 'matrix/'] };
    assert.deepEqual(await forget({ persons: [], names: [] }), { erased: 0 });
    assert.deepEqual(await forget(nobody), { erased: 0 });
    assert.deepEqual(await forget({ persons: ['account:ann'], names: [], rooms: ['matrix/'] }), {
      erased: 0,
    });
    assert.deepEqual(await forget({ persons: ['account:ann'], names: [], rooms: ['irc/net/'] }), {
      erased: 1,
    });
    assert.deepEqual(await forget({ persons: ['account:@Ada:test'], names: [] }), { erased: 1 });
    assert.deepEqual(await forget({ persons: ['account:member'], names: ['Bob'] }), { erased: 2 });
    assert.deepEqual(await kept(relay.ctx), []);
  });

  test('and is erased can still be deleted in the other rooms, but not changed or quoted', async t => {
    const { room, relay, matrix, client, number, eventOf, forget } = await talked(t);
    await forget({ persons: ['account:member', 'account:ann'], names: [] });
    await room.edit(number, 'changed');
    client.send('@msgid=b2;+draft/reply=a1 :bob!u@h PRIVMSG #croft :an answer');
    await room.sees(/an answer/);
    await eventually(() => matrix.events.length === 5, 'Matrix has it');
    assert.deepEqual(matrix.events[4]!.content['m.relates_to'], {
      'm.in_reply_to': { event_id: eventOf('ann') },
    });
    await room.delete(number);
    await eventually(
      () => matrix.events.some(({ redacts }) => redacts === eventOf('the kitchen')),
      'it is redacted',
    );
    assert.equal(matrix.events.length, 6);
    assert.deepEqual(await kept(relay.ctx), ['an answer', 'from ada', 'from bob']);
  });

  test('and is changed on Matrix by nobody but who said it', async t => {
    const { relay, matrix } = await talked(t);
    const { event_id: id } = matrix.events.findLast(({ sender }) => sender === '@ada:test')!;
    const change = (text: string, sender: string) =>
      matrix.say(
        `* ${text}`,
        { 'm.new_content': { body: text }, 'm.relates_to': { rel_type: 'm.replace', event_id: id } },
        sender,
      );
    change('what ada never said', '@eve:test');
    change('from ada, again', '@ada:test');
    await eventually(async () => (await kept(relay.ctx)).includes('from ada, again'), 'it is changed');
    const edits = await relay.ctx.db.selectFrom('copies').select('key').where('kind', '=', 'edit').execute();
    assert.equal(edits.length, 2, 'one change in each of the two other rooms');
  });

  test('and is deleted by who said it is erased at once, and deleted in the other rooms', async t => {
    const { room, relay, matrix, number, eventOf } = await talked(t);
    const event = eventOf('the kitchen');
    await room.delete(number);
    await eventually(() => matrix.events.some(({ redacts }) => redacts === event), 'it is redacted');
    assert.deepEqual(await kept(relay.ctx), ['from ada', 'from ann', 'from bob']);
  });

  test('and waits for a room is never told there when it is erased', async t => {
    const { relay, client, forget } = await talked(t);
    await relay.ctx.networks.get('net')!.close('away');
    const tell = (name: string) =>
      relay.ctx.crossing.take({
        ...{ room: 'chat/kitchen', network: 'web' },
        happening: { kind: 'said', place: 'kitchen', direct: false, name, id: name, text: `from ${name}` },
      });
    await tell('dot');
    await tell('eve');
    await forget({ persons: [], names: ['dot'] });
    const copies = relay.ctx.db.selectFrom('copies').innerJoin('lines', 'lines.id', 'copies.line');
    const waiting = await copies
      .select('text')
      .where('state', '=', 'waiting')
      .where('copies.room', '=', ROOMS[1]!)
      .execute();
    assert.deepEqual(waiting, [{ text: 'from eve' }]);
    assert.equal(saidTo(client).length, 2);
  });

  test('loses its names and words after a day, and after two weeks it is forgotten', async t => {
    const { room, relay, matrix, number, eventOf } = await talked(t);
    const { db } = relay.ctx;
    const age = (hours: number) =>
      sql`update lines set at = now() - make_interval(hours => ${hours}) where room = 'chat/kitchen'`.execute(
        db,
      );
    const pass = () => forgetLines(db, { wordsAfter: 1, allAfter: 14 });
    await age(23);
    await pass();
    assert.equal((await kept(relay.ctx)).length, 4);
    await age(25);
    await pass();
    assert.deepEqual(await kept(relay.ctx), ['from ada', 'from ann', 'from bob']);
    await room.delete(number);
    await eventually(
      () => matrix.events.some(({ redacts }) => redacts === eventOf('the kitchen')),
      'it is redacted',
    );
    await age(15 * 24);
    await pass();
    assert.equal((await db.selectFrom('lines').select('id').execute()).length, 3);
  });
});
