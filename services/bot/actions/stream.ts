import { html } from '../../../core/html/html.ts';
import { lasting } from '../parse/ago.ts';
import { noArguments } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { say } from '../reply.ts';
import { defineAction } from './action.ts';

export const stream = defineAction({
  name: 'stream',
  aliases: ['live', 'streaming'],
  about: 'Tells whether the stream is live, what it is called and for how long it has been.',
  usage: 'stream',
  examples: ['stream'],
  forAll: true,
  phrases: [
    phrase('(is the stream|are you|is anybody) (live|on|streaming) [now] [right now]'),
    phrase("(what is|what's) (the stream|the stream title|the title of the stream|on the stream)"),
  ],
  parse: noArguments('stream'),
  async run(_, { stream: source, now, call: { signal } }) {
    if (!source) return say('No stream is set up here.');
    const { live, title, since, viewers, url } = await source.now(signal);
    const named = title === undefined ? '' : `: ${title}`;
    if (!live)
      return say(
        title === undefined
          ? 'The stream is not live.'
          : `The stream is not live. It was called last${named}`,
      );
    const notes = [
      since && `for ${lasting(now().getTime() - since.getTime())}`,
      viewers !== undefined && `${viewers} watching`,
    ].filter(Boolean);
    const said = `The stream is live${notes.length > 0 ? ` (${notes.join(', ')})` : ''}${named}`;
    if (url === undefined) return say(said);
    return { text: `${said} — ${url}`, html: html`<p>${said} <a href="${url}" rel="noopener">Watch</a></p>` };
  },
});
