import { AppError } from '../../../core/errors.ts';
import { phrase } from '../parse/phrase.ts';
import { certainPerson } from '../people/person.ts';
import { say } from '../reply.ts';
import { defineAction } from './action.ts';

export const forget = defineAction<void>({
  name: 'forget',
  aliases: ['erase'],
  about: 'Erases everything that I keep of you, in every room, when you are logged in.',
  usage: 'forget me',
  examples: ['forget me'],
  phrases: [
    phrase('(erase|delete|remove) (my data|everything about me|what i said|everything i said)'),
    phrase('forget (everything about me|what i said|all about me)'),
  ].map(read => sentence => (read(sentence) === undefined ? undefined : 'me')),
  needs: () => 'certain',
  confirms: () =>
    'This erases what you said in logs, your reminders and the quotes that you added, in every room, and cannot be taken back.',
  parse(text) {
    if (!/^me$/i.test(text)) throw new AppError('invalid', 'I can forget you alone: forget me');
  },
  async run(_, ctx) {
    const person = certainPerson(ctx.message)!;
    const erased = await ctx.once(trx => ctx.logs.forget(trx, person));
    return say(erased === 0 ? 'I had kept nothing of you.' : 'I have forgotten you.');
  },
});
