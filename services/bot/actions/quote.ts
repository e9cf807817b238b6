import { AppError } from '../../../core/errors.ts';
import { phrase } from '../parse/phrase.ts';
import { splitWords } from '../parse/quoted.ts';
import { isModerator } from '../people/authority.ts';
import { certainPerson } from '../people/person.ts';
import { say } from '../reply.ts';
import type { Quote } from '../store/quotes.ts';
import { defineAction } from './action.ts';

type Asked =
  | { readonly kind: 'add'; readonly text: string }
  | { readonly kind: 'delete'; readonly number: number }
  | { readonly kind: 'get'; readonly number: number }
  | { readonly kind: 'pick'; readonly words: readonly string[] };

const MAX_LENGTH = 400;
const MAX_WORDS = 8;

export const quote = defineAction<Asked>({
  name: 'quote',
  aliases: ['quotes', 'q'],
  about: 'Keeps what was said in this room, and says one of it again.',
  usage: 'quote [NUMBER | WORDS | add TEXT | delete NUMBER]',
  examples: ['quote add <ann> walls have moods', 'quote', 'quote walls', 'quote "have moods"', 'quote 12'],
  freeText: true,
  phrases: [phrase('(say a quote|a quote|tell us a quote) [about {words}]')],
  parse(text) {
    const [, command = '', rest = ''] = /^(add|delete|remove)\b\s*(.*)$/is.exec(text) ?? [];
    if (/^add$/i.test(command)) {
      if (rest === '')
        throw new AppError('invalid', 'What should I keep? For example: quote add <ann> walls have moods');
      if (rest.length <= MAX_LENGTH) return { kind: 'add', text: rest };
      throw new AppError('invalid', `A quote has at most ${MAX_LENGTH} characters.`);
    }
    const [, digits] = /^(?:number +|#)?(\d{1,9})$/i.exec(command === '' ? text : rest) ?? [];
    if (digits !== undefined) return { kind: command === '' ? 'get' : 'delete', number: Number(digits) };
    if (command !== '') throw new AppError('invalid', 'Which one? For example: quote delete 12');
    return { kind: 'pick', words: splitWords(text).slice(0, MAX_WORDS) };
  },
  async run(asked, { message, settings, quotes, once }) {
    const { room, sender } = message;
    const person = certainPerson(message);
    if (asked.kind === 'add') {
      const by = sender.name;
      const number = await once(
        async trx => (await quotes.add(trx, { room, text: asked.text, by, person })).number,
      );
      return say(`I keep that as quote ${number}.`);
    }
    if (asked.kind === 'delete') {
      const remover = { name: sender.name, person, moderator: isModerator(settings.of(room), message) };
      if (await once(trx => quotes.remove(trx, room, asked.number, remover)))
        return say(`Quote ${asked.number} is gone.`);
      throw new AppError(
        'invalid',
        `You have added no quote ${asked.number} here. Only who added one, or a moderator, takes it away.`,
      );
    }
    if (asked.kind === 'get') {
      const found = await quotes.get(room, asked.number);
      if (found) return say(written(found));
      throw new AppError('invalid', `There is no quote ${asked.number} here.`);
    }
    const picked = await quotes.pick(room, asked.words);
    if (picked) return say(written(picked.quote));
    throw new AppError(
      'invalid',
      asked.words.length === 0
        ? 'No quotes are kept here yet: quote add TEXT'
        : 'No quote here has these words.',
    );
  },
});

function written({ number, text }: Quote): string {
  return `${number}: ${text}`;
}
