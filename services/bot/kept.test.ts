import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { AppError } from '../../core/errors.ts';
import type { BotContext } from './context.ts';
import type { Sender } from './contract.ts';
import { ask } from './methods/ask.ts';
import { hear } from './methods/hear.ts';
import { aboutPerson, forgetPerson } from './methods/logs.ts';
import { setRoomRules } from './methods/moderation.ts';
import { setRoomOptions } from './methods/room-options.ts';
import { takeBack } from './rules/take-back.ts';
import { KEPT } from './store/kept.ts';
import { storedBot } from './testing.ts';

const ROOM = 'chat/hall';
const { signal } = new AbortController();
const ann: Sender = { name: 'Ann', id: '44', account: 'u-ann' };

async function answer(ctx: BotContext, text: string, sender: Sender, room = ROOM) {
  const { answers } = await ask(ctx, { room, sender, text, direct: false }, { signal });
  return answers.map(one => one.text).join('\n');
}

/** A room where Ann has left something in every table, and Ben too. */
async function lived(t: Parameters<typeof storedBot>[0]) {
  const done = { done: true, words: 'Ann may read and not write.', undo: 'mute:44' };
  const acts: string[] = [];
  const network: BotContext['networks']['chat'] = {
    moderate: async ({ acts: asked }) => {
      acts.push(...asked.map(({ act, undo }) => `${act} ${undo ?? ''}`.trim()));
      return { results: asked.map(({ act }) => (act === 'delete' ? { ...done, undo: 'heck no' } : done)) };
    },
  };
  const ctx = await storedBot(t, { networks: { chat: network, relay: network } });
  await setRoomOptions(ctx, { room: ROOM, logged: true });
  const steps = [{ act: 'timeout', minutes: 60 }] as never;
  await setRoomRules(ctx, {
    room: ROOM,
    rules: { on: true, words: ['heck'], newcomers: { minutes: 1, days: 0 }, steps },
  });
  const over = new AbortController();
  t.after(() => over.abort());
  // It ends with the database.
  Array.fromAsync(ctx.destinations.listen({ prefix: 'chat/' }, over.signal)).catch(() => {});
  let count = 0;
  const say = async (text: string, sender: Sender, room = ROOM) => {
    await hear(ctx, { room, sender, text, direct: false, id: `1:${++count}` });
    await ctx.inbox.idle();
    await Promise.all([ctx.moderation.idle(), ctx.logBook.idle(), ctx.overheard.idle()]);
  };
  const { id: command } = await ctx.db
    .insertInto('commands')
    .values({ name: 'bread', text: 'warm' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const ben: Sender = { name: 'Ben', id: '9', account: 'u-ben' };
  await answer(ctx, '!poll open Bake? | bread | cake', ann);
  for (const person of [ann, ben]) {
    const { name } = person;
    await say(`I am ${name}`, person);
    await say('!ping', person);
    await answer(ctx, '!vote 1', person);
    await answer(ctx, `!quote add ${name} was here`, person);
    await answer(ctx, '!tell cleo good day', person);
    await answer(ctx, '!quote delete 77', person);
    await say('heck no', person);
    const key = `account:${person.account}`;
    await ctx.db.insertInto('command_people').values({ command, room: ROOM, person: key }).execute();
    const reminder = { room: ROOM, asked_by: name, asked_by_person: key, told: name, text: 'eat' };
    await ctx.db
      .insertInto('reminders')
      .values({ ...reminder, due_at: new Date() })
      .execute();
    const asked = { room: ROOM, person: key, action: 'log', arguments: 'erase' };
    await ctx.db.insertInto('confirmations').values(asked).execute();
    await ctx.db
      .insertInto('spoken')
      .values({ room: ROOM, person: key, name, at: new Date() })
      .onConflict(on => on.columns(['room', 'person']).doNothing())
      .execute();
  }
  await ctx.db.updateTable('answers').set({ taken_at: new Date() }).execute();
  return { ctx, say, ben, acts };
}

/** Where something is found that is somebody's: of each table the rows in which one of the words stands. */
async function traces(ctx: BotContext, words: RegExp): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { table } of KEPT) {
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(one)::text as row from ${sql.table(table)} one`.execute(ctx.db);
    const count = rows.filter(({ row }) => words.test(row)).length;
    if (count > 0) found[table] = count;
  }
  return found;
}

/** That they may not write was said to the room, and goes within the hour. What ends that names them, as long as it is in force. */
const SAID_OF_THEM = { answers: 1 };

const ALL = Object.fromEntries(KEPT.map(({ table }) => [table, true]));

test('every column of the database that names people is in the list of what is kept of them', async t => {
  const ctx = await storedBot(t);
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'bot'
      and column_name ~ '(person|name|account|sender|host|nick|moderator|author|user|_by$|^told$|^message$|^answer$)'`.execute(
    ctx.db,
  );
  const notOfPeople = ['commands.name', 'commands.person_cooldown', 'counters.name', 'migrations.name'];
  /** Whom the owner has named, until the owner takes them out. */
  const setByOwner = ['room_options.moderators'];
  const known = KEPT.flatMap(({ table, who, forget, stays = [] }) => {
    const words = who.flatMap(
      ({ person = '', name = '' }) => `${person} ${name}`.match(/\b[a-z_]+\b/g) ?? [],
    );
    return [...words, ...stays, ...Object.keys(forget === 'delete' ? {} : forget)].map(
      one => `${table}.${one}`,
    );
  });
  const all = new Set([...notOfPeople, ...setByOwner, ...known]);
  assert.deepEqual(
    rows.map(({ table, column }) => `${table}.${column}`).filter(one => !all.has(one)),
    [],
  );
});

test('who asks for it is forgotten in every table and nobody else is, but what was done stays without them, and breaches count on', async t => {
  const { ctx, acts } = await lived(t);
  const mine = /ann\b|"44"|:44"|u-ann/i;
  const bens = await traces(ctx, /ben\b|u-ben/i);
  assert.deepEqual(
    Object.keys(await traces(ctx, mine)).sort(),
    Object.keys(ALL).sort(),
    'all is there before',
  );
  assert.match(await answer(ctx, '!forget me', ann), /Breaches of rules count on\. Say !yes/);
  assert.match(
    await answer(ctx, '!yes', ann),
    /^I have forgotten you\. Without your name stay polls .* 30 days/,
  );
  assert.deepEqual(await traces(ctx, mine), { strikes: 1, decisions: 1, ...SAID_OF_THEM });
  assert.deepEqual(await traces(ctx, /ben\b|u-ben/i), bens);
  const [done] = await ctx.db.selectFrom('decisions').selectAll().orderBy('id').execute();
  const { act, rule, state, person, name, text, undo } = done!;
  assert.deepEqual([act, rule, state, person, name, text], ['timeout', 'words', 'done', '', null, null]);
  assert.deepEqual(JSON.parse(undo!), { act: 'mute:44' }, 'what ends it, and not what was said');
  await takeBack(ctx, { id: String(done!.id), by: 'mo' });
  assert.equal(acts.at(-1), 'lift mute:44');
  assert.equal(
    (await ctx.db.selectFrom('polls').select('opened_by').executeTakeFirstOrThrow()).opened_by,
    'somebody',
  );
});

test('an account of another network is somebody else', async t => {
  const ctx = await storedBot(t);
  const away = 'irc/home/#mill';
  for (const room of [ROOM, away, 'irc/far/#mill']) {
    await setRoomOptions(ctx, { room, logged: true });
    await hear(ctx, { room, sender: { name: 'Ann', account: 'ann' }, text: 'hm', direct: false, id: room });
  }
  await ctx.logBook.idle();
  await answer(ctx, '!forget me', { name: 'Ann', account: 'ann' }, away);
  await answer(ctx, '!yes', { name: 'Ann', account: 'ann' }, away);
  const left = await ctx.db.selectFrom('log_lines').select('room').orderBy('room').execute();
  assert.deepEqual(
    left.map(({ room }) => room),
    [ROOM, 'irc/far/#mill'],
  );
});

test('the owner is given, and erases, everything of somebody by name, also what stands under an id or an address alone', async t => {
  const { ctx, say } = await lived(t);
  const gus: Sender = { name: 'Gus', host: 'gus@pool.example' };
  await setRoomRules(ctx, {
    room: 'irc/home/#mill',
    rules: { on: true, words: ['heck'], newcomers: { minutes: 1, days: 0 } },
  });
  await say('heck', gus, 'irc/home/#mill');
  await say('!vote cake', { name: 'Dan', id: '50' });
  const { kept = {} } = await aboutPerson(ctx, { name: 'ann' });
  assert.deepEqual(
    Object.entries(kept).flatMap(([table, rows]) => (rows.length === 0 ? [table] : [])),
    [],
  );
  assert.equal(kept['decisions']?.[0]?.['text'], 'heck no');
  assert.deepEqual(kept['poll_votes'], [{ question: 'Bake?', choice: 1 }]);
  assert.ok(!/ben/i.test(JSON.stringify(kept)), JSON.stringify(kept));
  assert.ok((await forgetPerson(ctx, { name: 'ANN' })).erased > 12);
  assert.deepEqual(await traces(ctx, /ann\b|"44"|u-ann/i), { decisions: 1, ...SAID_OF_THEM });
  assert.ok((await forgetPerson(ctx, { name: 'gus' })).erased >= 3);
  assert.deepEqual(await traces(ctx, /gus|pool\.example/), {});
  assert.ok((await forgetPerson(ctx, { name: 'dan' })).erased >= 3);
  assert.deepEqual(await traces(ctx, /:50\b|\bdan\b/i), {});
  assert.ok((await forgetPerson(ctx, { name: 'account:u-ben' })).erased > 12);
});

test('what is carried between rooms is erased by the relay, which is told whom, and who asked when it cannot', async t => {
  const asked: object[] = [];
  let away = false;
  const ctx = await storedBot(t, {
    relay: {
      forget: async whose => {
        if (away) throw new AppError('unavailable', 'The relay is not there.');
        asked.push(whose);
        return { erased: 2 };
      },
    },
  });
  await answer(ctx, '!forget me', ann);
  assert.equal(await answer(ctx, '!yes', ann), 'I have forgotten you.');
  assert.equal((await forgetPerson(ctx, { name: 'Cleo' })).erased, 2);
  const persons = ['account:cleo', 'name:cleo', 'Cleo', 'cleo'];
  assert.deepEqual(asked, [
    { persons: ['account:u-ann', 'id:44'], names: [], rooms: ['chat/', 'web/'] },
    { persons, names: ['Cleo'] },
  ]);
  away = true;
  await answer(ctx, '!forget me', ann);
  assert.match(await answer(ctx, '!yes', ann), /^I had kept nothing of you\. .*cannot be erased there now/);
  assert.deepEqual(await forgetPerson(ctx, { name: 'Cleo' }), { erased: 0, carried: false });
});

test('on IRC who has had a name once is not taken for its bearer', async t => {
  const ctx = await storedBot(t);
  const room = 'irc/home/#mill';
  await setRoomOptions(ctx, { room, logged: true });
  let count = 0;
  const say = (text: string, sender: Sender) =>
    hear(ctx, { room, sender, text, direct: false, id: `${++count}` });
  await say('as ann', { name: 'ann', account: 'ben' });
  await say('as ben', { name: 'ben', account: 'ben' });
  await ctx.logBook.idle();
  await forgetPerson(ctx, { name: 'ann' });
  const left = await ctx.db.selectFrom('log_lines').select('text').execute();
  assert.deepEqual(left, [{ text: 'as ben' }]);
});
