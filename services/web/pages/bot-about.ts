import { z } from 'zod';
import { definePage } from '../http/page.ts';
import { botAboutView } from '../views/bot-about.ts';

/** `/bot/about`: everything the bot can do, with how it is written and said. */
export const botAboutPage = definePage({
  input: z.object({}),
  cacheKey: () => 'bot/about',
  seconds: 60,
  async render({ web, frame, call }) {
    const [shown, bot] = await Promise.all([frame, web.bot.listActions({}, call)]);
    return { body: botAboutView(shown, bot).text };
  },
});
