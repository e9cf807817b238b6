import { AppError } from '../../../core/errors.ts';
import { ago } from '../parse/ago.ts';
import { shorten } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { say } from '../reply.ts';
import { lastSpoken } from '../store/spoken.ts';
import { defineAction } from './action.ts';

/** A name as people have them in rooms, without what is put before it. */
export const NAME = /^@?([^\s@,:;!?]{1,100})[?,:]?$/u;

export const seen = defineAction<string>({
  name: 'seen',
  aliases: ['lastseen'],
  about: 'Tells when somebody spoke last in this room. I know the time alone, and not what was said.',
  usage: 'seen NAME',
  examples: ['seen ann'],
  phrases: [
    phrase('(have you seen|when did you last see|did you see) {name}', slot => NAME.test(slot)),
    phrase('when was {name}', slot => / (?:last )?(?:here|seen|around)$/.test(slot)),
  ],
  parse(text) {
    const [, name] = NAME.exec(text.replace(/ (?:last )?(?:here|seen|around|today|lately)$/i, '')) ?? [];
    if (name !== undefined) return name;
    throw new AppError('invalid', 'Whom? For example: seen ann');
  },
  async run(name, { db, books, message: { room, sender }, name: bot, now }) {
    const wanted = name.toLowerCase();
    if (wanted === sender.name.toLowerCase()) return say('You are here.');
    if (wanted === bot.toLowerCase()) return say('I am here.');
    await books.spoken.note();
    const found = await lastSpoken(db, { room, name });
    if (!found) return say(`I have not seen ${shorten(name)} here.`);
    return say(`${found.name} spoke here ${ago(found.at, now())}.`);
  },
});
