import { AppError } from '../../../core/errors.ts';
import { shorten } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { say } from '../reply.ts';
import { titleOfPage } from '../titles/page-title.ts';
import { defineAction } from './action.ts';

export const title = defineAction<string>({
  name: 'title',
  aliases: ['link'],
  about: 'Tells what the page behind a link is called.',
  usage: 'title ADDRESS',
  examples: ['title https://example.org/'],
  freeText: true,
  cooldown: 3,
  phrases: [phrase("(what is|what's) {address}", slot => /^https?:\/\/\S+$/.test(slot))],
  parse(text) {
    if (/^https?:\/\/\S+$/i.test(text) && text.length <= 2_000 && URL.canParse(text)) return text;
    throw new AppError('invalid', 'Which address? For example: title https://example.org/');
  },
  async run(url, { web, call }) {
    const found = await titleOfPage(web, url, call.signal ?? AbortSignal.timeout(10_000)).catch(thrown => {
      if (thrown instanceof AppError) throw new AppError('invalid', thrown.message, { cause: thrown });
      throw thrown;
    });
    if (!found) return say('That is no page with a title.');
    return say(`“${shorten(found.title, 200)}”${found.by === undefined ? '' : ` — ${shorten(found.by)}`}`);
  },
});
