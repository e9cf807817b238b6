import { setTimeout as sleep } from 'node:timers/promises';
import { toAppError } from '../../core/errors.ts';
import { escapeHtml } from '../../core/html/escape.ts';
import { sanitizeHtml } from '../../core/html/sanitize.ts';
import { backoff } from '../../core/passing/backoff.ts';
import { follow } from '../../core/passing/follow.ts';
import type { Answer } from '../bot/contract.ts';
import type { ChatContext } from './context.ts';
import { addMessage } from './store/add-message.ts';
import { type RoomRow, roomByName } from './store/rooms.ts';

const PREFIX = 'chat/';
const RETRY = { first: 200, most: 5_000 };

interface Delivery {
  readonly id?: string | undefined;
  readonly room: string;
  readonly answer: Answer;
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
  const replyTo = answered(room, answer);
  // A reply shows by itself whom it answers.
  const to = replyTo === undefined && answer.to !== undefined ? `${answer.to}: ` : '';
  await addMessage(ctx.db, room.id, {
    person: null,
    name,
    role: 'bot',
    nonce,
    markdown: to + answer.text,
    html: sanitizeHtml(beginning(answer.html, to), { kind: 'comment' }),
    text: to + answer.text,
    replyTo,
    mentions: [],
  });
}

/** The number of the room's message that is answered, by the id that the bot was told. */
function answered(room: RoomRow, { replyTo = '' }: Answer): number | undefined {
  const [, id, number] = /^(\d{1,10}):(\d{1,10})$/.exec(replyTo) ?? [];
  return Number(id) === room.id && Number(number) <= room.last_number ? Number(number) : undefined;
}

/** HTML with words at its beginning, in its first paragraph if it begins with one. */
function beginning(html: string, words: string): string {
  const shown = escapeHtml(words);
  return html.startsWith('<p>') ? `<p>${shown}${html.slice(3)}` : shown + html;
}
