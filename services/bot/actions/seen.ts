import { AppError } from '../../../core/errors.ts';
import { ago } from '../parse/ago.ts';
import { shorten } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { foldName, takeWord } from '../parse/quoted.ts';
import { say } from '../reply.ts';
import { lastSpoken } from '../store/spoken.ts';
import { defineAction } from './action.ts';

export const seen = defineAction<string>({
  name: 'seen',
  aliases: ['lastseen'],
  about:
    'Tells when somebody spoke last in this room, where that is kept: the time alone, and not what was said.',
  usage: 'seen NAME',
  examples: ['seen ann', 'seen "Mary Lee"'],
  phrases: [
    phrase('(have you seen|when did you last see|did you see) {name}', slot => takeWord(slot)?.rest === ''),
    phrase('when was {name}', slot => / (?:last )?(?:here|seen|around)$/.test(slot)),
  ],
  parse(text) {
    const taken = takeWord(text.replace(/ (?:last )?(?:here|seen|around|today|lately)$/i, ''));
    if (taken?.rest === '') return taken.word;
    throw new AppError('invalid', 'Whom? For example: seen ann, or seen "Mary Lee"');
  },
  async run(name, { db, books, settings, message: { room, sender, direct }, name: bot, now }) {
    const wanted = foldName(name);
    if (wanted === foldName(sender.name)) return say('You are here.');
    if (wanted === foldName(bot)) return say('I am here.');
    const { seen: kept, prefix } = settings.of(room);
    if (direct || !kept)
      return say(
        direct
          ? 'I keep nothing of a private talk.'
          : `I do not keep when somebody speaks here. A moderator turns that on: ${prefix}room seen on`,
      );
    await books.spoken.note();
    const found = await lastSpoken(db, { room, name });
    if (!found) return say(`I have not seen ${shorten(name)} here.`);
    return say(`${found.name} spoke here ${ago(found.at, now())}.`);
  },
});
