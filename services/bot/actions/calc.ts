import { AppError } from '../../../core/errors.ts';
import { calculate } from '../parse/calculate.ts';
import { sayNumber } from '../parse/number.ts';
import { phrase } from '../parse/phrase.ts';
import { say } from '../reply.ts';
import { defineAction } from './action.ts';

interface Calculation {
  readonly expression: string;
  readonly value: number;
}

export const calc = defineAction<Calculation>({
  name: 'calc',
  aliases: ['calculate', 'math', 'maths'],
  about: 'Calculates with numbers, brackets and functions such as sqrt, ln and max.',
  usage: 'calc EXPRESSION',
  examples: ['calc 2*(3+4)^2', 'calc 1,250 / 3', 'calc sqrt(2) * pi'],
  forAll: true,
  phrases: [
    phrase("(what is|what's|how much is) {expression}", value => /^[(√−+-]*(?:\d|\w+\()/u.test(value)),
  ],
  parse(text) {
    const expression = text.replace(/\s*=$/, '').trim();
    if (expression === '')
      throw new AppError('invalid', 'What should I calculate? For example: calc 2*(3+4)');
    return { expression, value: calculate(expression) };
  },
  run: ({ expression, value }, ctx) => say(`${expression} = ${sayNumber(value, ctx.language)}`),
});
