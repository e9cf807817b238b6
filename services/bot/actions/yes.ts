import { AppError } from '../../../core/errors.ts';
import { phrase } from '../parse/phrase.ts';
import { personOf } from '../people/person.ts';
import { type Confirmed, takeConfirmed } from '../store/confirmations.ts';
import { defineAction } from './action.ts';

/** Which of what was asked about: its place, the last for -1, or the name of its action; undefined for the only one. */
type Which = number | string | undefined;

const PLACES = ['first', 'second', 'third', 'fourth', 'fifth'];
const PLACE = new RegExp(`^(?:(?:number |#)?([1-5])|(?:the )?(${PLACES.join('|')}|last)(?: one)?)$`, 'i');

export const yes = defineAction<Which>({
  name: 'yes',
  aliases: ['confirm'],
  about: 'Goes on with what I asked you about in the last two minutes.',
  usage: 'yes [NUMBER]',
  examples: ['yes', 'yes 2'],
  // What asks for somebody certain is only ever kept for them.
  exact: true,
  phrases: [phrase('yes (do it|do that|i am sure|really)'), phrase('{which}', said => PLACE.test(said))],
  parse(text) {
    if (text === '') return undefined;
    const [, number, word] = PLACE.exec(text) ?? [];
    if (number !== undefined) return Number(number) - 1;
    if (word !== undefined) return PLACES.indexOf(word.toLowerCase());
    if (/^\S{1,50}$/.test(text)) return text.toLowerCase();
    throw new AppError('invalid', 'yes takes a number after its name, or nothing: yes 2');
  },
  async run(which, ctx) {
    const { room } = ctx.message;
    const asked = await ctx.once(async trx => {
      const options = await takeConfirmed(trx, room, personOf(ctx.message));
      if (options.length === 0)
        throw new AppError('invalid', 'I have not asked you anything in the last two minutes.');
      const { action, arguments: text } = choose(options, which);
      return { action, text };
    });
    return ctx.goOn(asked.action, asked.text);
  },
});

/** Throws `invalid`, so that it may still be chosen, when that is none of them. */
function choose(options: readonly Confirmed[], which: Which): Confirmed {
  const named = typeof which === 'string' && options.find(({ action }) => action === which);
  const place =
    typeof which === 'number' ? which : options.length === 1 && which === undefined ? 0 : undefined;
  const chosen = named || (place !== undefined && options.at(place));
  if (chosen) return chosen;
  const names = options.map(({ action }, index) => `${index + 1} (${action})`);
  throw new AppError('invalid', `Which one: ${names.join(' or ')}?`);
}
