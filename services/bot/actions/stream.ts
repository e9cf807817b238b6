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
  cooldown: 3,
  phrases: [
    phrase('(is the stream|are you|is anybody) (live|on|streaming) [now] [right now]'),
    phrase("(what is|what's) (the stream|the stream title|the title of the stream|on the stream)"),
  ],
  parse: noArguments('stream'),
  async run(_, { stream: source, now, message: { room }, call: { signal } }) {
    const found = await source.now(room, signal);
    if (!found) return say('No stream is set up here.');
    const { live, title, about, since, viewers, url } = found;
    const named = title === undefined ? '' : `: ${title}${about === undefined ? '' : ` (${about})`}`;
    if (!live)
      return say(
        title === undefined
          ? 'The stream is not live.'
          : `The stream is not live. It was called last${named}`,
      );
    const notes = [
      since !== undefined && `for ${lasting(now().getTime() - Date.parse(since))}`,
      viewers !== undefined && `${viewers} watching`,
    ].filter(Boolean);
    const said = `The stream is live${notes.length > 0 ? ` (${notes.join(', ')})` : ''}${named}`;
    return { text: `${said} — ${url}`, html: html`<p>${said} <a href="${url}" rel="noopener">Watch</a></p>` };
  },
});
