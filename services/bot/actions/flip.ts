import { AppError } from '../../../core/errors.ts';
import { phrase } from '../parse/phrase.ts';
import { say } from '../reply.ts';
import { defineAction } from './action.ts';

const MAX_COINS = 100;

export const flip = defineAction<number>({
  name: 'flip',
  aliases: ['coin', 'toss'],
  about: 'Flips a coin, or several.',
  usage: 'flip [COINS]',
  examples: ['flip', 'flip 3'],
  phrases: [phrase('(flip|toss|throw) (a coin|the coin|coins) [for me]'), phrase('heads or tails')],
  parse(text) {
    const said = text.replace(/^an? /i, '').replace(/ ?coins?$/i, '');
    if (said === '') return 1;
    const count = Number(said);
    if (Number.isInteger(count) && count >= 1 && count <= MAX_COINS) return count;
    throw new AppError('invalid', `I flip from 1 to ${MAX_COINS} coins: flip 3`);
  },
  run(count, ctx) {
    const sides = Array.from({ length: count }, () => (ctx.random(2) === 1 ? 'heads' : 'tails'));
    if (count === 1) return say(`${sides[0] === 'heads' ? 'Heads' : 'Tails'}.`);
    const heads = sides.filter(side => side === 'heads').length;
    const sum = `${heads} × heads, ${count - heads} × tails`;
    return say(count > 20 ? `${sum}.` : `${sides.join(', ')}: ${sum}.`);
  },
});
