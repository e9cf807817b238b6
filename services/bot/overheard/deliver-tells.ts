import type { BotContext } from '../context.ts';
import { ago } from '../parse/ago.ts';
import { shorten } from '../parse/arguments.ts';
import { say } from '../reply.ts';
import { type Delivery, storeAnswer } from '../store/answers.ts';
import { takeTells } from '../store/tells.ts';

/** So many at once; more would be taken for a flood. */
const LONGEST = 2_000;

/** Says what somebody is to be told, in the transaction that takes it away: it is said once. */
export async function deliverTells(
  { db, destinations, books, forActions }: Pick<BotContext, 'db' | 'destinations' | 'books' | 'forActions'>,
  { room, name }: { room: string; name: string },
): Promise<void> {
  const delivery = await db.transaction().execute(async (trx): Promise<Delivery | undefined> => {
    const tells = await takeTells(trx, { room, name });
    if (tells.length === 0) return undefined;
    const now = forActions.now();
    const lines = tells.map(
      ({ told_by: by, text, at }) => `${name}: ${by} told me ${ago(at, now)} to tell you: ${text}`,
    );
    const text = shorten(lines.join('\n'), LONGEST);
    const answer = {
      text,
      html: text
        .split('\n')
        .map(line => say(line).html.text)
        .join(''),
    };
    return { ...(await storeAnswer(trx, { room, answer })), room, answer };
  });
  if (delivery) destinations.give(delivery);
  await books.load();
}
