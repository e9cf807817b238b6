import { AppError } from '../../../core/errors.ts';
import { readClock } from '../clock.ts';
import { phrase } from '../parse/phrase.ts';
import { takeWord } from '../parse/quoted.ts';
import { findWhen } from '../parse/when.ts';
import { certainPerson } from '../people/person.ts';
import type { Place } from '../places/zones.ts';
import { say } from '../reply.ts';
import { type ActionContext, defineAction } from './action.ts';

const MAX_LENGTH = 400;
const MAX_YEARS = 5;
/** What may be a name without quotes around it. */
const NICK = /^[\p{L}\p{N}_[\]\\^{}|`-]+$/u;

export const remind = defineAction<string>({
  name: 'remind',
  aliases: ['reminder', 'timer'],
  about: 'Reminds you, or somebody else in this room, of something at a time.',
  usage: 'remind me|NAME WHEN to WHAT',
  examples: [
    'remind me in 10 minutes to take out the bread',
    'remind me tomorrow at 9 to call the mill',
    'remind ann on Friday at 18:00 that the market is on',
    'remind "Mary Lee" in an hour of the bread',
    'remind me at 9 in Tokyo to call Kei',
  ],
  freeText: true,
  phrases: [phrase('(set a reminder|set a timer) [for me] {what}')],
  parse(text) {
    if (text === '') throw unclear();
    if (text.length <= MAX_LENGTH) return text;
    throw new AppError('invalid', `A reminder has at most ${MAX_LENGTH} characters.`);
  },
  async run(said, ctx) {
    const { sender, room } = ctx.message;
    if (!ctx.isHeard(room))
      throw new AppError(
        'invalid',
        'I could not reach you here later. Ask me in a chat room, or at /bot with scripts on.',
      );
    const { whom, at, place, text } = await understand(said, ctx);
    const told = whom ?? sender.name;
    const due = await ctx.once(async trx => {
      const { due_at } = await ctx.reminders.add(trx, {
        room,
        by: sender.name,
        person: certainPerson(ctx.message),
        told,
        text,
        at,
      });
      return due_at.toISOString();
    });
    const zone = place?.zone ?? ctx.timeZone;
    const { clock, day } = readClock(new Date(due), zone, ctx.language);
    const today = readClock(ctx.now(), zone, ctx.language).day === day;
    const where = place ? ` in ${place.name}` : zone === 'UTC' ? ' (UTC)' : '';
    return say(`I will remind ${whom ?? 'you'} at ${clock}${today ? '' : ` on ${day}`}${where}: ${text}`);
  },
});

async function understand(
  said: string,
  ctx: ActionContext,
): Promise<{ whom: string | undefined; at: Date; place: Place | undefined; text: string }> {
  const now = ctx.now();
  const taken = takeWord(said);
  const name = taken && (taken.quoted || NICK.test(taken.word)) && taken.rest !== '' ? taken.word : undefined;
  // A time at the very beginning leaves no place for a name.
  const whole = await findWhen(said, now, ctx.timeZone);
  const isName = taken?.quoted || (!whole?.first && !/^(?:to|that|about|of|for)$/i.test(name ?? ''));
  const named = name !== undefined && isName;
  const when = named ? await findWhen(taken!.rest, now, ctx.timeZone) : whole;
  if (!when) throw unclear();
  const text = when.rest.replace(/^(?:to|that|about|of|:|,)\s+/i, '').trim();
  if (text === '')
    throw new AppError('invalid', 'Of what? For example: remind me in 10 minutes to take out the bread');
  if (when.at <= now)
    throw new AppError('invalid', 'That time is past. I can only remind of what is to come.');
  if (when.at.getTime() - now.getTime() > MAX_YEARS * 366 * 86_400_000)
    throw new AppError('invalid', `That is more than ${MAX_YEARS} years from now.`);
  const whom = named && !/^(?:me|myself)$/i.test(name) ? name : undefined;
  return { whom, at: when.at, place: when.place, text };
}

function unclear(): AppError {
  return new AppError(
    'invalid',
    'When, and of what? For example: remind me in 10 minutes to take out the bread',
  );
}
