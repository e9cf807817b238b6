import { setTimeout as sleep } from 'node:timers/promises';
import { toAppError } from '../../core/errors.ts';
import { sanitizeHtml } from '../../core/html/sanitize.ts';
import { backoff } from '../../core/passing/backoff.ts';
import { follow } from '../../core/passing/follow.ts';
import type { ChatContext } from './context.ts';
import { addMessage } from './store/add-message.ts';
import { roomByName } from './store/rooms.ts';

const PREFIX = 'chat/';
const RETRY = { first: 200, most: 5_000 };

interface Delivery {
  readonly id?: string | undefined;
  readonly room: string;
  readonly answer: { readonly text: string; readonly html: string };
}

/** Puts the bot's answers into their rooms until the context stops. Every process hears them; each is stored once. */
export async function hearBot(ctx: ChatContext): Promise<void> {
  const { signal } = ctx.stop;
  const open = (after: string | undefined) => ctx.bot.answers({ prefix: PREFIX, after }, { signal });
  await follow(open, item => takeAnswer(ctx, item), ctx.log, signal);
}

/** Waits for a database that is away. */
export async function takeAnswer(ctx: ChatContext, item: Delivery): Promise<void> {
  for (let attempt = 0; !ctx.stop.signal.aborted; attempt++) {
    try {
      return await store(ctx, item);
    } catch (thrown) {
      const { code } = toAppError(thrown);
      if (code === 'not_found') return; // the room was deleted meanwhile
      if (code !== 'unavailable' && code !== 'deadline') {
        ctx.log.error({ err: thrown, room: item.room }, 'an answer of the bot could not be stored');
        return;
      }
      await sleep(backoff(attempt, RETRY), undefined, { signal: ctx.stop.signal }).catch(() => {});
    }
  }
}

async function store(ctx: ChatContext, { id, room: where, answer }: Delivery): Promise<void> {
  const { name } = await ctx.bot.listActions({});
  const nonce = id ?? answer.text.slice(0, 100);
  const room = await roomByName(ctx.db, where.slice(PREFIX.length));
  await addMessage(ctx.db, room.id, {
    person: null,
    name,
    role: 'bot',
    nonce,
    markdown: answer.text,
    html: sanitizeHtml(answer.html, { kind: 'comment' }),
    text: answer.text,
    mentions: [],
  });
}
