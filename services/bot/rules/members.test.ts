import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sender } from '../contract.ts';
import { hear } from '../methods/hear.ts';
import { listDecisions, setRoomRules } from '../methods/moderation.ts';
import { storedBot } from '../testing.ts';

const ROOMS = ['irc/net/#hall', 'twitch/tv/#hall', 'matrix/home/#hall:test'];

test('where everybody has an account, a member is who has been made more than that', async t => {
  const nothing = { moderate: async () => ({ results: [] }) };
  const ctx = await storedBot(t, { networks: { chat: nothing, relay: nothing } });
  const said = async (text: string, sender: Partial<Sender>, emotes = 0) => {
    const broken: string[] = [];
    for (const room of ROOMS) {
      const before = (await listDecisions(ctx, { room, limit: 100 })).decisions.length;
      const id = `${text} ${sender.account} ${sender.role} ${emotes}`;
      await hear(ctx, { room, text, sender: { name: 'Ann', ...sender }, direct: false, id, emotes });
      await ctx.moderation.idle();
      const { decisions } = await listDecisions(ctx, { room, limit: 100 });
      if (decisions.length > before) broken.push(`${room.split('/')[0]} ${decisions[0]!.rule}`);
    }
    return broken;
  };
  for (const room of ROOMS)
    await setRoomRules(ctx, { room, rules: { on: true, links: 'members', emotes: 3 } });
  assert.deepEqual(await said('see evil.com', {}), ['irc links', 'twitch links', 'matrix links']);
  assert.deepEqual(await said('see evil.com', { account: 'ann' }), ['twitch links', 'matrix links']);
  assert.deepEqual(await said('see evil.com', { account: 'ann', role: 'member' }), []);
  assert.deepEqual(await said('Kappa', { account: 'ann' }, 3), []);
  assert.deepEqual(await said('Kappa', { account: 'ann' }, 4), [
    'irc emotes',
    'twitch emotes',
    'matrix emotes',
  ]);
});
