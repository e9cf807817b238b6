import { AppError } from '../../../core/errors.ts';
import { phrase } from '../parse/phrase.ts';
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
  examples: ['tell ann the mill is open', 'tell ben: bread is out'],
  freeText: true,
  phrases: [phrase('(tell|let) {what}', slot => /^(?!me\b|us\b)\S+ (?:know )?(?:that|to) /i.test(slot))],
  parse(text) {
    const [, name, what] = /^@?([^\s@,:;!?]{1,100})[,:]?\s+(?:know )?(?:that )?(\S.*)$/su.exec(text) ?? [];
    if (name === undefined || what === undefined)
      throw new AppError('invalid', 'Whom, and what? For example: tell ann the mill is open');
    if (what.length <= MAX_LENGTH) return { name, text: what };
    throw new AppError('invalid', `What is told has at most ${MAX_LENGTH} characters.`);
  },
  async run({ name, text }, ctx) {
    const { room, sender } = ctx.message;
    if (!ctx.isHeard(room) || room.startsWith('web/'))
      throw new AppError('invalid', 'Nobody else speaks here. Ask me in a chat room.');
    if (name.toLowerCase() === sender.name.toLowerCase()) return say('You know that already.');
    if (name.toLowerCase() === ctx.name.toLowerCase()) return say('I have heard it.');
    await ctx.once(async trx => {
      await addTell(trx, { room, told: name, by: sender.name, person: personOf(ctx.message), text });
      return true;
    });
    await ctx.books.load();
    return say(`I will tell ${name} when they speak here next.`);
  },
});
