import { countArgument } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { listLinks, say } from '../reply.ts';
import { defineAction } from './action.ts';
import { askService } from './ask-service.ts';
import { linkItem } from './link.ts';

export const reading = defineAction<number>({
  name: 'reading',
  aliases: ['feeds', 'reads'],
  about: 'Lists the newest entries of the feeds that this site reads in public.',
  usage: 'reading [NUMBER]',
  examples: ['reading', 'reading 5'],
  forAll: true,
  cooldown: 2,
  phrases: [
    phrase("(what are you|what's everyone|what are you all) reading [now] [right now] [today] [these days]"),
    phrase("(what's|what is) (there to read|worth reading|on the reading list|new in the feeds)"),
    phrase('(something|anything) to read'),
  ],
  parse: countArgument({ default: 3, max: 10 }),
  async run(limit, ctx) {
    const { items } = await askService('reader', ctx.reader.listItems({ limit }, ctx.call));
    if (items.length === 0) return say('Nothing is being read in public yet.');
    return listLinks('Read here lately:', items.map(linkItem));
  },
});
