import { AppError } from '../../../core/errors.ts';
import { html } from '../../../core/html/html.ts';
import { shorten } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { summaryOf } from '../providers/wikipedia.ts';
import { say } from '../reply.ts';
import { defineAction } from './action.ts';

const MAX_LENGTH = 120;
/** A chat line or two. */
const LONGEST_SAID = 400;

export const wiki = defineAction<string>({
  name: 'wiki',
  aliases: ['wikipedia'],
  about: 'Tells what Wikipedia says of something, in the language of the room.',
  usage: 'wiki TITLE',
  examples: ['wiki Sourdough', 'wiki Ada Lovelace'],
  forAll: true,
  freeText: true,
  cooldown: 3,
  phrases: [
    phrase('(what does|what does the) wikipedia say (about|of|on) {title}'),
    phrase('look up {title} (on|in) wikipedia'),
  ],
  parse(text) {
    const title = text.replace(/^(?:for|about|on) /i, '').replace(/[?]$/, '');
    if (title === '') throw new AppError('invalid', 'What should I look up? For example: wiki Sourdough');
    if (title.length <= MAX_LENGTH) return title;
    throw new AppError('invalid', `A title has at most ${MAX_LENGTH} characters.`);
  },
  async run(title, { web, sources, language, call: { signal } }) {
    const found = await summaryOf(web, sources.wikipedia, { title, language, signal });
    if (!found) return say(`Wikipedia has no page “${shorten(title)}”.`);
    const said = found.ambiguous
      ? `${found.title} can be several things; name one more exactly.`
      : `${found.title}: ${shorten(found.text.replace(/\s+/g, ' '), LONGEST_SAID)}`;
    const { url } = found;
    if (url === undefined) return say(said);
    return {
      text: `${said} — ${url}`,
      html: html`<p>${said} <a href="${url}" rel="nofollow noopener">${found.title}</a></p>`,
    };
  },
});
