import type { Kysely } from 'kysely';
import type { ReaderContext } from '../context.ts';
import { OWNER } from '../contract/common.ts';
import type { Schema } from '../schema.ts';
import { addMessages } from '../store/messages.ts';
import { addNotices } from '../store/notices.ts';
import type { Telling } from './judge.ts';

/** Items that one message names; the others are counted. */
const NAMED = 5;
const LONGEST_TITLE = 300;

/** Notes, in the transaction of the items, whom rules tell of them. True when the bot has something to say. */
export async function tellOf(
  ctx: Pick<ReaderContext, 'config'>,
  tx: Kysely<Schema>,
  tellings: readonly Telling[],
): Promise<boolean> {
  const notices = tellings.filter(each => each.notify);
  if (notices.length > 0) await addNotices(tx, notices);
  const messages = messagesOf(tellings, ctx.config.room);
  if (messages.length > 0) await addMessages(tx, messages);
  return messages.length > 0;
}

/** One message for each rule and room. A rule of nobody but the owner speaks in rooms. */
function messagesOf(tellings: readonly Telling[], ownRoom: string): { room: string; text: string }[] {
  const groups = new Map<string, { room: string; rule: string; items: Telling[] }>();
  for (const each of tellings) {
    if (each.account !== OWNER) continue;
    const rooms = new Set([each.room ?? '', each.notify ? ownRoom : ''].filter(room => room !== ''));
    for (const room of rooms) {
      const key = JSON.stringify([room, each.rule]);
      const group = groups.get(key) ?? { room, rule: each.rule, items: [] };
      groups.set(key, group);
      group.items.push(each);
    }
  }
  return [...groups.values()].map(({ room, rule, items }) => ({ room, text: textOf(rule, items) }));
}

function textOf(rule: string, items: readonly Telling[]): string {
  const lines = items.slice(0, NAMED).map(({ title, feedTitle, url }) => {
    const short = title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE).toWellFormed()}…` : title;
    return [`${rule}: ${short} (${feedTitle})`, ...(url === null || url.length > 400 ? [] : [url])].join(
      ' — ',
    );
  });
  const more = items.length - lines.length;
  return [...lines, ...(more > 0 ? [`${rule}: and ${more} more.`] : [])].join('\n');
}
