import { toAppError } from '../../../core/errors.ts';
import type { BotContext } from '../context.ts';
import type { Message } from '../contract.ts';
import { isModerator } from '../people/authority.ts';
import { say } from '../reply.ts';

const SLOWER = 'Please slow down: I left out what you asked just now.';
const ALL_SLOWER = 'Too much is asked here at once: I leave out some of it.';
const FULL = 'There is too much to do here right now, so I left out what you asked. Try again in a moment.';

/**
 * Hears a message and answers later, to every destination of its room. What is meant for the bot is stored when this
 * resolves, and is answered whatever becomes of this process; what is not costs no query. What breaks a rule of its room is
 * not answered, and neither is what somebody asks too fast, of which they are told once a minute; moderators may. Throws
 * `rate_limited`, `queue_full` when it cannot be taken; in a room with rules it is not accepted then, and not asked for again.
 */
export async function hear(ctx: BotContext, message: Message): Promise<{ accepted: boolean }> {
  ctx.counters.heard.add();
  if (ctx.moderation.hear(message)) {
    // What it was before it was edited is not there any more either.
    if (message.edited) ctx.logBook.drop(message);
    return { accepted: true };
  }
  ctx.logBook.hear(message);
  ctx.interpreter.hear(message);
  if (message.edited || message.action) return { accepted: true };
  ctx.overheard.hear(message);
  const settings = ctx.settings.of(message.room);
  const requests = settings.read(message.text, message.direct);
  if (requests.length === 0) return { accepted: true };
  ctx.counters.meant.add();
  const beyond = isModerator(settings, message) ? 'none' : ctx.pace.beyond(message);
  if (beyond === 'person') return refuse(ctx, message, SLOWER, ctx.pace.isToTell(message));
  if (beyond === 'room') return refuse(ctx, message, ALL_SLOWER, ctx.pace.isRoomToTell(message));
  try {
    await ctx.inbox.accept(message, requests);
  } catch (thrown) {
    // Where there are rules, what comes next has to be judged: whoever passes it on must not wait for a place.
    const full = toAppError(thrown).reason === 'queue_full';
    if (!full || ctx.moderation.book.of(message.room) === undefined) throw thrown;
    return refuse(ctx, message, FULL, ctx.pace.isToTell(message));
  }
  return { accepted: true };
}

/** Leaves out what was asked, and says so where that is told. */
async function refuse(
  ctx: BotContext,
  { room, sender }: Message,
  words: string,
  told: boolean,
): Promise<{ accepted: false }> {
  ctx.counters.refused.add();
  if (told) await ctx.destinations.send(room, { text: words, html: say(words).html.text, to: sender.name });
  return { accepted: false };
}
