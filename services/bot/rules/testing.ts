import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Act, ActResult } from '../../relay/contract.ts';
import type { BotContext } from '../context.ts';
import type { Rules } from '../contract/room-rules.ts';
import type { Sender } from '../contract.ts';
import { ask } from '../methods/ask.ts';
import { hear } from '../methods/hear.ts';
import { setRoomRules } from '../methods/moderation.ts';
import { storedBot } from '../testing.ts';

export const ROOM = 'chat/hall';
const { signal } = new AbortController();

/** A network that does what it is asked, and notes it; `answer` may answer otherwise. */
export function noting(answer: (act: Act) => ActResult | undefined = () => undefined, pause = 0) {
  const acts: (Act & { room: string })[] = [];
  const moderate = async ({ room, acts: asked }: { room: string; acts: Act[] }) => {
    if (pause > 0) await sleep(pause);
    acts.push(...asked.map(act => ({ ...act, room })));
    const results = asked.map(act => answer(act) ?? { done: true, words: 'Done.', undo: `undo ${act.act}` });
    return { results };
  };
  return { acts, network: { moderate }, kinds: () => acts.map(({ act }) => act) };
}

export async function setUp(
  t: TestContext,
  rules: Partial<Rules>,
  net = noting(),
  more: { url?: string; now?: () => Date } = {},
) {
  const later: [string, number][] = [];
  const ctx = await storedBot(t, {
    networks: { chat: net.network, relay: net.network },
    ...more,
    endLater: async (id, minutes) => void later.push([id, minutes]),
  });
  await setRoomRules(ctx, { room: ROOM, rules: { on: true, ...rules } });
  let count = 0;
  const say = (text: string, sender: Partial<Sender> = {}, room = ROOM) =>
    hear(ctx, { room, text, sender: { name: 'Ann', id: '7', ...sender }, direct: false, id: `1:${++count}` });
  return { ctx, net, say, later };
}

export async function said(ctx: BotContext, room = ROOM): Promise<string[]> {
  await ctx.moderation.idle();
  const rows = await ctx.db
    .selectFrom('answers')
    .select('answer')
    .where('room', '=', room)
    .orderBy('id')
    .execute();
  return rows.map(({ answer }) => (answer as { text: string }).text);
}

export const moderator: Partial<Sender> = { name: 'Mo', id: '1', account: 'mo', role: 'moderator' };

export async function answer(
  ctx: BotContext,
  text: string,
  sender: Partial<Sender> = moderator,
  room = ROOM,
) {
  const message = { room, sender: { name: 'x', ...sender }, text, direct: false };
  return (await ask(ctx, message, { signal })).answers.map(one => one.text).join('\n');
}
