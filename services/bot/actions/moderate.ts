import { AppError } from '../../../core/errors.ts';
import type { Decision } from '../contract/moderation.ts';
import { shorten } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { takeWord, writtenName } from '../parse/quoted.ts';
import { signatureOf } from '../people/person.ts';
import { say } from '../reply.ts';
import { spanWords } from '../rules/words-of-acts.ts';
import { type Action, type ActionContext, defineAction } from './action.ts';

interface Asked {
  readonly name: string;
  readonly minutes: number | null;
  readonly reason: string;
}

const SPAN = /^(?:for +)?(\d{1,6}) *(m|min|mins|minutes?|h|hours?|d|days?)?\b[,:]?\s*/i;
const LONGEST_REASON = 200;
const MOST_MINUTES = 525_600;

export const timeout = defineAction<Asked>({
  name: 'timeout',
  aliases: ['mute', 'silence'],
  about: 'Lets somebody read and not write for a while; for moderators.',
  usage: 'timeout PERSON [MINUTES] [REASON]',
  examples: ['timeout ann', 'timeout ann 30 minutes spam', 'timeout "Mary Lee"'],
  freeText: true,
  phrases: [phrase('(time out|mute|silence|quiet) {person}')],
  needs: () => 'moderator',
  parse: text => readAsked(text, 'timeout', 10),
  run: (asked, ctx) => act(asked, 'timeout', ctx),
});

export const ban = defineAction<Asked>({
  name: 'ban',
  aliases: ['block'],
  about: 'Keeps somebody out of this room, for good unless told how long; for moderators, who confirm it.',
  usage: 'ban PERSON [HOW LONG] [REASON]',
  examples: ['ban ann', 'ban ann 3 days advertising', 'ban "Mary Lee" advertising'],
  freeText: true,
  phrases: [],
  needs: () => 'moderator',
  confirms: ({ name, minutes }) =>
    `This keeps ${name} out of this room ${minutes === null ? 'for good' : `for ${spanWords(minutes)}`}.`,
  parse: text => readAsked(text, 'ban', null),
  run: (asked, ctx) => act(asked, 'ban', ctx),
});

export const pardon = defineAction<string>({
  name: 'pardon',
  aliases: ['unban', 'unmute', 'untimeout'],
  about: 'Takes back what was last done to somebody here, by me or by hand; for moderators.',
  usage: 'pardon PERSON',
  examples: ['pardon ann', 'pardon "Mary Lee"'],
  phrases: [phrase('let {person} (speak again|back in)')],
  needs: () => 'moderator',
  parse: text => readName(text, 'pardon').name,
  async run(name, ctx) {
    const { moderating, message } = ctx;
    const last = await ctx.once(async trx => {
      const found = await moderating.latest(trx, message.room, name);
      return found ? { id: found.id, words: doneWords(found) } : null;
    });
    if (!last)
      throw new AppError('invalid', `Nothing was done to ${shorten(name)} here that could be taken back.`);
    await moderating.takeBack(last.id, signatureOf(message));
    return say(`Taken back: ${last.words}.`);
  },
});

export const permit = defineAction<string>({
  name: 'permit',
  aliases: ['allow'],
  about: 'Lets somebody post one link in the next minutes; for moderators.',
  usage: 'permit PERSON',
  examples: ['permit ann', 'permit "Mary Lee"'],
  phrases: [phrase('let {person} post a link')],
  needs: () => 'moderator',
  parse: text => readName(text, 'permit').name,
  run(name, { moderation, message, now }) {
    const minutes = moderation.permits.give(message.room, name, now().getTime());
    return say(`${name} may post one link in the next ${spanWords(minutes)}.`);
  },
});

export const moderatorActions: readonly Action[] = [permit, timeout, ban, pardon];

async function act(asked: Asked, kind: 'timeout' | 'ban', ctx: ActionContext) {
  const { room } = ctx.message;
  const known = ctx.moderation.named(room, asked.name);
  const { person, target } = known ?? {
    person: `name:${asked.name.toLowerCase()}`,
    target: { name: asked.name },
  };
  const longer = ctx.moderation.named(room, `${asked.name} ${asked.reason.split(' ')[0]}`)?.target.name;
  if (longer !== undefined && longer !== target.name)
    throw new AppError(
      'invalid',
      `Whom do you mean? Names with spaces are written in quotes: ${ctx.prefix}${kind} "${longer}"`,
    );
  const { done, words } = await ctx.moderation.byHand(
    {
      room,
      person,
      name: target.name,
      reason: asked.reason || 'a moderator asked for it',
      act: kind,
      minutes: asked.minutes,
      text: null,
      messageId: null,
      by: signatureOf(ctx.message),
    },
    { ...target, message: undefined },
    ctx.once,
  );
  if (!done) throw new AppError('invalid', words);
  return say(`${words} ${ctx.prefix}pardon ${writtenName(target.name)} takes it back.`);
}

function readAsked(text: string, action: string, usual: number | null): Asked {
  const { name, rest } = readName(text, action);
  const [span = '', count, unit = 'm'] = SPAN.exec(rest) ?? [];
  const scale = /^h/i.test(unit) ? 60 : /^d/i.test(unit) ? 1440 : 1;
  const minutes = count === undefined ? usual : Number(count) * scale;
  if (minutes !== null && (minutes < 1 || minutes > MOST_MINUTES))
    throw new AppError('invalid', 'From a minute to a year.');
  return {
    name,
    minutes,
    reason: rest.slice(span.length).replace(/^for /i, '').slice(0, LONGEST_REASON).trim(),
  };
}

function readName(text: string, action: string): { name: string; rest: string } {
  const taken = takeWord(text);
  if (taken) return { name: taken.word, rest: taken.rest };
  throw new AppError('invalid', `Whom? For example: ${action} ann, or ${action} "Mary Lee"`);
}

function doneWords({ act: kind, name, minutes, reason }: Decision): string {
  const words = {
    warn: 'the warning',
    delete: 'the deletion',
    timeout: 'the time-out',
    ban: 'the ban',
    lock: 'the closing',
  };
  return `${words[kind]} of ${name ?? 'the room'}${minutes === undefined ? '' : ` for ${spanWords(minutes)}`} (${reason})`;
}
