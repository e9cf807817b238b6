import { AppError } from '../../../core/errors.ts';
import { noArguments } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { certainPerson } from '../people/person.ts';
import { takeConfirmed } from '../store/confirmations.ts';
import { defineAction } from './action.ts';

export const yes = defineAction<void>({
  name: 'yes',
  aliases: ['confirm'],
  about: 'Goes on with what I asked you about in the last two minutes.',
  usage: 'yes',
  examples: ['yes'],
  phrases: [phrase('yes (do it|do that|i am sure|really)')],
  needs: () => 'certain',
  parse: noArguments('yes'),
  async run(_, ctx) {
    const { room } = ctx.message;
    const person = certainPerson(ctx.message)!;
    const asked = await ctx.once(async trx => (await takeConfirmed(trx, room, person)) ?? null);
    if (asked === null)
      throw new AppError('invalid', 'I have not asked you anything in the last two minutes.');
    return ctx.goOn(asked.action, asked.arguments);
  },
});
