import { AppError } from '../../../core/errors.ts';
import { LINE_DAYS } from '../../relay/contract.ts';
import { phrase } from '../parse/phrase.ts';
import { say } from '../reply.ts';
import { KEPT_DAYS } from '../store/decisions.ts';
import { defineAction } from './action.ts';

export const forget = defineAction<void>({
  name: 'forget',
  aliases: ['erase'],
  about: 'Erases what I keep of you, in every room of this network, when you are logged in.',
  usage: 'forget me',
  examples: ['forget me'],
  phrases: [
    phrase('(erase|delete|remove) (my data|everything about me|what i said|everything i said)'),
    phrase('forget (everything about me|what i said|all about me)'),
  ].map(read => sentence => (read(sentence) === undefined ? undefined : 'me')),
  needs: () => 'certain',
  confirms: () =>
    'This erases what you said in logs and to me, your reminders, the quotes that you added, what you left for others, your votes and when you were here, in every room of this network, and cannot be taken back. Breaches of rules count on.',
  parse(text) {
    if (!/^me$/i.test(text)) throw new AppError('invalid', 'I can forget you alone: forget me');
  },
  async run(_, ctx) {
    const { erased, stays } = await ctx.once(async trx => {
      const { erased, stays } = await ctx.logs.forget(trx, ctx.message);
      return { erased, stays };
    });
    const carried = await ctx.logs.forgetCarried(ctx.message);
    const words = [
      erased + (carried ?? 0) === 0 ? 'I had kept nothing of you.' : 'I have forgotten you.',
      stays &&
        `Without your name stay polls that you opened and, for ${KEPT_DAYS} days, what was done to you by rules and moderators.`,
      carried === undefined &&
        `What you said in rooms that are joined to others cannot be erased there now; it goes within ${24 * LINE_DAYS} hours.`,
    ];
    return say(words.filter(Boolean).join(' '));
  },
});
