import { AppError } from '../../../core/errors.ts';
import { html } from '../../../core/html/html.ts';
import { shorten } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { meaningsOf } from '../providers/dictionary.ts';
import { say } from '../reply.ts';
import { defineAction } from './action.ts';

const MAX_LENGTH = 60;
const SHOWN = 3;

export const define = defineAction<string>({
  name: 'define',
  aliases: ['dictionary', 'meaning'],
  about: 'Tells what a word means, from a dictionary.',
  usage: 'define WORD',
  examples: ['define croft', 'define set off'],
  forAll: true,
  freeText: true,
  cooldown: 3,
  phrases: [phrase('what does {word} mean'), phrase("(what is|what's) the (meaning|definition) of {word}")],
  parse(text) {
    const word = text
      .replace(/^(?:the )?(?:word )?/i, '')
      .replace(/^["“'](.+)["”']$/, '$1')
      .trim();
    if (word === '') throw new AppError('invalid', 'Which word? For example: define croft');
    if (word.length <= MAX_LENGTH) return word;
    throw new AppError('invalid', `A word has at most ${MAX_LENGTH} letters.`);
  },
  async run(word, { web, sources, language, call: { signal } }) {
    let meanings = await meaningsOf(web, sources.dictionary, { word, language, signal });
    // Dictionaries tell words from names by their first letter.
    if (meanings.length === 0 && word !== word.toLowerCase())
      meanings = await meaningsOf(web, sources.dictionary, { word: word.toLowerCase(), language, signal });
    if (meanings.length === 0) return say(`The dictionary has no word “${shorten(word)}”.`);
    const lines = meanings
      .slice(0, SHOWN)
      .map(({ part, text }) => `(${part.toLowerCase()}) ${shorten(text, 200)}`);
    return {
      text: `${word}: ${lines.map((line, index) => (lines.length > 1 ? `${index + 1}. ${line}` : line)).join('  ')}`,
      html: html`<p>${word}</p><ol>${lines.map(line => html`<li>${line}</li>`)}</ol>`,
    };
  },
});
