import { z } from 'zod';
import { definePage } from '../http/page.ts';
import { readingView } from '../views/reading.ts';
import { after } from './cursor.ts';

const ITEMS = 40;

/** `/reading`: what the owner reads: the newest items of the public feeds, and the feeds. */
export const readingPage = definePage({
  input: z.object({ tag: z.string().min(1).max(100).optional(), after }),
  cacheKey: input => `reading:${input.tag ?? ''}:${input.after ?? ''}`,
  seconds: 30,
  async render({ web, frame, input, call }) {
    const [shown, { feeds }, list] = await Promise.all([
      frame,
      web.reader.listFeeds({}, call),
      web.reader.listItems({ limit: ITEMS, cursor: input.after, tag: input.tag }, call),
    ]);
    return {
      body: readingView(shown, { ...list, feeds, tag: input.tag, first: input.after === undefined }).text,
    };
  },
});
