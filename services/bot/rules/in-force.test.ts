import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sender } from '../contract.ts';
import { hear } from '../methods/hear.ts';
import { setRoomRules } from '../methods/moderation.ts';
import { setOptions } from '../rooms/set-options.ts';
import { botDatabase } from '../testing.ts';
import { noting, said, setUp } from './testing.ts';

const RAID = { lines: 5, seconds: 60, minutes: 5 };

/** A network that waits with what it is asked until told. */
function held() {
  const net = noting();
  const { promise, resolve } = Promise.withResolvers<void>();
  const { moderate } = net.network;
  const network = {
    moderate: (asked: Parameters<typeof moderate>[0]) => promise.then(() => moderate(asked)),
  };
  return { net: { ...net, network }, go: resolve };
}

test('who was to be silenced when there was no place for it is judged again', async t => {
  const { net, go } = held();
  const { ctx, say } = await setUp(t, { words: ['heck'], steps: [{ act: 'ban' }] }, net);
  const crowd = Array.from({ length: 1_100 }, (_, at) => ({ name: `clone${at}`, id: `${100 + at}` }));
  await Promise.all(crowd.map(one => say('heck', one)));
  go();
  await ctx.moderation.idle();
  const banned = () => net.acts.filter(({ act }) => act === 'ban').map(({ target }) => target?.name);
  const missed = crowd.filter(({ name }) => !banned().includes(name));
  assert.ok(missed.length > 0, 'there were more than wait');
  for (const one of missed) await say('heck', one);
  await ctx.moderation.idle();
  assert.equal(banned().length, crowd.length);
  assert.equal(new Set(banned()).size, crowd.length, 'each once');
});

test('what could not be stored silences nobody and closes no room, and is done with what is said next', async t => {
  const { ctx, net, say } = await setUp(t, {
    words: ['heck'],
    steps: [{ act: 'timeout', minutes: 5 }],
    raid: RAID,
  });
  const rename = (from: string, to: string) =>
    ctx.db.schema.withSchema('bot').alterTable(from).renameTo(to).execute();
  await rename('decisions', 'away');
  for (let line = 0; line < 6; line++) await say('heck');
  await ctx.moderation.idle();
  assert.deepEqual(net.acts, []);
  await rename('away', 'decisions');
  await say('heck');
  await ctx.moderation.idle();
  assert.deepEqual(net.kinds().toSorted(), ['delete', 'lock', 'timeout']);
});

test('a network that does not close a room is asked a few times and not with each line; one that cannot has whoever is new kept out', async t => {
  for (const unable of [false, true]) {
    const net = noting(act => (act.act === 'lock' ? { done: false, words: 'No.', unable } : undefined));
    const { ctx, say } = await setUp(t, { words: ['heck'], steps: [{ act: 'warn' }], raid: RAID }, net);
    for (let line = 0; line < 14; line++) {
      await say('heck', { name: `n${line}`, id: `${line}` });
      await ctx.moderation.idle();
    }
    assert.equal(net.kinds().filter(kind => kind === 'lock').length, unable ? 1 : 2);
  }
});

test('that somebody is not known to a network does not have it taken for one that keeps messages', async t => {
  const net = noting(act => (act.act === 'ban' ? { done: false, words: 'Whom?', unable: true } : undefined));
  const { ctx, say } = await setUp(t, { words: ['heck'], steps: [{ act: 'ban' }, { act: 'delete' }] }, net);
  await say('heck');
  await ctx.moderation.idle();
  await say('heck');
  await ctx.moderation.idle();
  assert.deepEqual(net.kinds(), ['ban', 'delete', 'delete']);
  assert.deepEqual(await said(ctx), ['Whom?', 'Ann: there was a word in it that is not said here.']);
});

test('a process that comes after one that closed a room knows it, whatever was done since', async t => {
  const url = await botDatabase(t);
  const rules = { words: ['heck'], steps: [{ act: 'warn' as const }], raid: RAID };
  const first = await setUp(t, rules, noting(), { url });
  const raid = async ({ ctx, say }: typeof first, name: string) => {
    for (let line = 0; line < 6; line++) await say('heck', { name: `${name}${line}`, id: `${name}${line}` });
    await ctx.moderation.idle();
  };
  await raid(first, 'a');
  assert.deepEqual(first.net.kinds(), ['lock']);
  const row = {
    room: 'chat/hall',
    rule: 'words',
    reason: 'so',
    act: 'warn',
    done_by: 'rules',
    state: 'done',
  };
  await first.ctx.db
    .insertInto('decisions')
    .values(Array.from({ length: 300 }, () => row))
    .execute();
  const second = await setUp(t, rules, noting(), { url });
  await second.ctx.moderation.start();
  await raid(second, 'b');
  assert.deepEqual(second.net.kinds(), []);
  // Its time is over.
  await first.ctx.db
    .updateTable('decisions')
    .set({ at: new Date(Date.now() - 600_000) })
    .execute();
  const third = await setUp(t, rules, noting(), { url });
  await third.ctx.moderation.start();
  await raid(third, 'c');
  assert.deepEqual(third.net.kinds(), ['lock']);
});

test('a room that a process had closed when it died is opened, unless another has closed it since', async t => {
  const { ctx, net } = await setUp(t, {});
  const row = { rule: 'raid', reason: 'so', act: 'lock', minutes: 10, done_by: 'rules', state: 'wanted' };
  const at = new Date(Date.now() - 180_000);
  await ctx.db
    .insertInto('decisions')
    .values([
      { ...row, at, room: 'chat/hall' },
      { ...row, at, room: 'chat/mill' },
      { ...row, at: new Date(), room: 'chat/mill', state: 'done' },
      { ...row, at: new Date(), room: 'chat/tower' },
    ])
    .execute();
  await ctx.moderation.tidy();
  await ctx.moderation.tidy();
  await ctx.moderation.idle();
  assert.deepEqual(
    net.acts.map(({ act, room, undo }) => [room, act, undo]),
    [
      ['chat/hall', 'lock', undefined],
      ['chat/hall', 'unlock', 'undo lock'],
    ],
  );
});

test('accounts that the owner has named as moderators are exempt, and set rules with the words of these', async t => {
  const room = 'irc/home/#mill';
  const { ctx, net } = await setUp(t, {});
  await setRoomRules(ctx, { room, rules: { on: true, words: ['heck'] } });
  await setOptions({ ...ctx, origin: '' }, { room, moderators: ['Mo'] });
  const line = (text: string, sender: Sender) => hear(ctx, { room, text, sender, direct: false, id: text });
  await line('what the heck', { name: 'mo', account: 'mo' });
  await line('!rules remove heck', { name: 'mo', account: 'mo' });
  await ctx.inbox.idle();
  assert.deepEqual(ctx.moderation.book.rulesOf(room).words, []);
  await setRoomRules(ctx, { room, rules: { words: ['heck'] } });
  await line('heck, I am mo', { name: 'mo' });
  assert.match((await said(ctx, room)).at(-1)!, /^mo: there was a word/, 'a name is nobody');
  assert.deepEqual(net.acts, []);
});

test('who speaks minutes after they were silenced was let speak by somebody, and is judged again', async t => {
  let now = Date.now();
  const net = noting(act => (act.act === 'delete' ? { done: false, words: 'No.', unable: true } : undefined));
  const { ctx, say } = await setUp(t, { words: ['heck'], steps: [{ act: 'ban' }] }, net, {
    now: () => new Date(now),
  });
  for (const minutes of [0, 1, 4]) {
    now += minutes * 60_000;
    await say('heck');
    await ctx.moderation.idle();
    assert.equal(net.kinds().filter(kind => kind === 'ban').length, minutes < 4 ? 1 : 2);
  }
});
