import type { BotContext } from '../context.ts';
import type { Decision } from '../contract/moderation.ts';
import type { Rules } from '../contract/room-rules.ts';
import { shown, takeBack } from '../rules/take-back.ts';
import { wordFinder } from '../rules/words.ts';
import * as decisions from '../store/decisions.ts';
import { saveRules } from '../store/rules.ts';

type Ctx = Pick<BotContext, 'db' | 'moderation'>;

export function getRoomRules({ moderation }: Ctx, { room }: { room: string }) {
  return { room, rules: moderation.book.rulesOf(room) };
}

/** Changes what is given. Throws `invalid` for a word or pattern that cannot be used. */
export async function setRoomRules(
  { db, moderation }: Ctx,
  { room, rules: change }: { room: string; rules: Partial<{ [K in keyof Rules]: Rules[K] | undefined }> },
) {
  const rules = await saveRules(db, room, change as Partial<Rules>, ({ words }) => void wordFinder(words));
  await moderation.book.load();
  return { room, rules };
}

export async function listDecisions({ db }: Ctx, asked: decisions.Asked): Promise<{ decisions: Decision[] }> {
  return { decisions: (await decisions.listDecisions(db, asked)).map(shown) };
}

export function undoDecision(ctx: BotContext, asked: { id: string; by: string }): Promise<Decision> {
  return takeBack(ctx, asked);
}
