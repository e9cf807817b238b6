import { AppError } from '../../../core/errors.ts';
import { phrase } from '../parse/phrase.ts';
import { splitOutside, unquote } from '../parse/quoted.ts';
import { say } from '../reply.ts';
import { defineAction } from './action.ts';

const MAX_CHOICES = 50;

export const choose = defineAction<readonly string[]>({
  name: 'choose',
  aliases: ['pick', 'decide'],
  about: 'Picks one of several things, each as likely.',
  usage: 'choose ONE or ANOTHER…',
  examples: ['choose tea or coffee', 'choose red, green, blue', 'choose "tea and cake" or bread'],
  freeText: true,
  phrases: [phrase('(choose|pick|decide) [one of|between|for me] {things}')],
  parse(text) {
    const things = splitOutside(
      text.replace(/^(?:one of|between|for me):? /i, ''),
      text.includes('|') ? /\|/ : /\s*[,;]\s*(?:or|and)?\s*|\s+or\s+|\s+and\s+/i,
    )
      .map(unquote)
      .filter(thing => thing !== '');
    if (things.length < 2)
      throw new AppError('invalid', 'Give me two things or more to choose from: choose tea or coffee');
    if (things.length > MAX_CHOICES)
      throw new AppError('invalid', `That are too many: I choose among at most ${MAX_CHOICES}.`);
    return things;
  },
  run: (things, ctx) => say(things[ctx.random(things.length) - 1]!),
});
