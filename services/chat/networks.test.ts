import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import type { Act } from '../relay/contract.ts';
import { forgetJob } from './jobs/forget.ts';
import { react } from './methods/change-message.ts';
import { listModeration } from './methods/moderate.ts';
import { moderate } from './methods/moderate-for-bot.ts';
import { createRoom } from './methods/rooms.ts';
import { liftSanction, sanction } from './methods/sanctions.ts';
import { sayInRoom } from './methods/say.ts';
import { takeName } from './methods/take-name.ts';
import { member, owner, refusal, say, setUp } from './testing/kitchen.ts';

const HOME = '93.184.216.7';

/** Eve, who is in the kitchen from one network, and who else comes from an address. */
async function withEve(t: TestContext) {
  const ctx = await setUp(t);
  const comes = async (name: string, address = HOME) => {
    const { person, secret } = await takeName(ctx, { from: { address }, name });
    return { id: person.id, from: { address, guest: secret } };
  };
  const eve = await comes('Eve');
  await say(ctx, 'Spam', eve.from);
  return { ctx, comes, eve };
}

test('whoever is put out does not come back as a new guest from the same network', async t => {
  const { ctx, comes, eve } = await withEve(t);
  const [ida, late] = [await comes('Ida'), await comes('Late')];
  const { number } = await say(ctx, 'I was here before', ida.from);
  await sanction(ctx, { room: 'kitchen', from: owner, person: eve.id, kind: 'block', minutes: 30 });
  const again = await comes('Someone else');
  for (const one of [again, late])
    await assert.rejects(say(ctx, 'Spam', one.from), refusal('network_closed'));
  const liking = { room: 'kitchen', number, emoji: '👍', on: true };
  await assert.rejects(react(ctx, { ...liking, from: again.from }), refusal('network_closed'));

  // Who wrote before, comes from elsewhere, has an account, or is in another room writes as ever.
  await say(ctx, 'Still here', ida.from);
  await say(ctx, 'Hello', (await comes('Far', '93.184.216.8')).from);
  await say(ctx, 'Hello', { ...member, address: HOME });
  await createRoom(ctx, { name: 'attic', title: 'Attic' });
  await sayInRoom(ctx, { room: 'attic', from: again.from, markdown: 'Hello', nonce: '1' });

  const { entries } = await listModeration(ctx, { room: 'kitchen', from: owner });
  assert.equal(entries[0]?.detail, '30 minutes; new guests of the same network too');
  await liftSanction(ctx, { room: 'kitchen', from: owner, person: eve.id, kind: 'block' });
  await say(ctx, 'Let in', again.from);
});

test('a network is a household: an IPv6 /64', async t => {
  const { ctx, comes } = await withEve(t);
  const spam = await comes('Spam', '2606:2800:1:2::1');
  await sanction(ctx, { room: 'kitchen', from: owner, person: spam.id, kind: 'mute', minutes: 30 });
  const same = await comes('Same', '2606:2800:1:2:aaaa::9');
  await assert.rejects(say(ctx, 'Hi', same.from), refusal('network_closed'));
  await say(ctx, 'Hi', (await comes('Near', '2606:2800:1:3::1')).from);
});

test('it lasts as long as the time-out, a day at most, and what the bot does counts too', async t => {
  const { ctx, comes, eve } = await withEve(t);
  const ban: Act = { act: 'ban', reason: 'spam', target: { name: 'Eve', id: `${eve.id}` } };
  await moderate(ctx, { room: 'chat/kitchen', acts: [ban] });
  const again = await comes('Again');
  await assert.rejects(say(ctx, 'Hi', again.from), refusal('network_closed'));
  const { rows } = await sql<{ hours: number }>`
    select extract(epoch from networks_until - at)::float / 3600 as hours from sanctions`.execute(ctx.db);
  assert.equal(Math.round(rows[0]!.hours), 24);
  const [record] = (await listModeration(ctx, { room: 'kitchen', from: owner })).entries;
  assert.equal(record?.detail, 'new guests of the same network for a day');
  await sql`update sanctions set networks_until = now() - interval '1 second'`.execute(ctx.db);
  await say(ctx, 'A day later', again.from);
  await assert.rejects(say(ctx, 'Hi', eve.from), refusal('blocked'));
});

test('an address that is not public closes nothing: everybody may be behind it', async t => {
  const { ctx, comes } = await withEve(t);
  for (const address of ['127.0.0.1', '192.168.1.7', '::1']) {
    const spam = await comes(`Spam ${address}`, address);
    await sanction(ctx, { room: 'kitchen', from: owner, person: spam.id, kind: 'block' });
    await say(ctx, 'Hi', (await comes(`Other ${address}`, address)).from);
  }
});

test('an account that is muted closes no network', async t => {
  const { ctx, comes } = await withEve(t);
  const { person = 0 } = await say(ctx, 'Hi', { ...member, address: HOME });
  await sanction(ctx, { room: 'kitchen', from: owner, person, kind: 'mute', minutes: 30 });
  await say(ctx, 'Hi', (await comes('New')).from);
  const { entries } = await listModeration(ctx, { room: 'kitchen', from: owner });
  assert.equal(entries[0]?.detail, '30 minutes');
});

test('what was noted before midnight is known after it, and two days later nobody can tell whose it was', async t => {
  const { ctx, comes, eve } = await withEve(t);
  await sql`update day_secrets set day = day - 1`.execute(ctx.db);
  await sanction(ctx, { room: 'kitchen', from: owner, person: eve.id, kind: 'mute', minutes: 30 });
  const again = await comes('After midnight');
  await assert.rejects(say(ctx, 'Hi', again.from), refusal('network_closed'));
  const everything = async () =>
    JSON.stringify(await ctx.db.selectFrom('guest_networks').selectAll().execute());
  assert.ok(!(await everything()).includes(HOME));
  await sql`update day_secrets set day = day - 2`.execute(ctx.db);
  await sql`update guest_networks set at = at - interval '3 days'`.execute(ctx.db);
  await forgetJob(ctx).handler({}, { id: '1', retries: 0, signal: new AbortController().signal });
  assert.equal(await everything(), '[]');
  assert.deepEqual(await ctx.db.selectFrom('day_secrets').selectAll().execute(), []);
});
