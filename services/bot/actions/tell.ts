import { AppError } from '../../../core/errors.ts';
import { phrase } from '../parse/phrase.ts';
import { foldName, takeWord } from '../parse/quoted.ts';
import { personOf } from '../people/person.ts';
import { say } from '../reply.ts';
import { addTell } from '../store/tells.ts';
import { defineAction } from './action.ts';

const MAX_LENGTH = 400;

export const tell = defineAction<{ readonly name: string; readonly text: string }>({
  name: 'tell',
  aliases: ['pass'],
  about: 'Tells somebody something when they speak next in this room, once.',
  usage: 'tell NAME WHAT',
  examples: ['tell ann the mill is open', 'tell ben: bread is out', 'tell "Mary Lee" bread is out'],
  freeText: true,
  phrases: [
    phrase('(tell|let) {what}', slot => {
      const { word = 'me', rest = '' } = takeWord(slot) ?? {};
      return !/^(?:me|us)$/i.test(word) && /^(?:know )?(?:that|to) /i.test(rest);
    }),
  ],
  parse(text) {
    const taken = takeWord(text);
    const what = taken?.rest.replace(/^(?:know )?(?:that )?(?=\S)/, '') ?? '';
    if (taken === undefined || what === '')
      throw new AppError('invalid', 'Whom, and what? For example: tell ann the mill is open');
    if (what.length <= MAX_LENGTH) return { name: taken.word, text: what };
    throw new AppError('invalid', `What is told has at most ${MAX_LENGTH} characters.`);
  },
  async run({ name, text }, ctx) {
    const { room, sender } = ctx.message;
    if (!ctx.isHeard(room) || room.startsWith('web/'))
      throw new AppError('invalid', 'Nobody else speaks here. Ask me in a chat room.');
    if (foldName(name) === foldName(sender.name)) return say('You know that already.');
    if (foldName(name) === foldName(ctx.name)) return say('I have heard it.');
    await ctx.once(async trx => {
      await addTell(trx, { room, told: name, by: sender.name, person: personOf(ctx.message), text });
      return true;
    });
    await ctx.books.load();
    return say(`I will tell ${name} when they speak here next.`);
  },
});
