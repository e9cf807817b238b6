import { z } from 'zod';
import { definePage } from '../http/page.ts';
import { botAboutView } from '../views/bot-about.ts';

/** `/bot/about`: everything the bot can do, with how it is written and said, and where the bot is. */
export const botAboutPage = definePage({
  input: z.object({}),
  cacheKey: () => 'bot/about',
  seconds: 60,
  async render({ web, frame, call }) {
    const [shown, bot, { rooms }] = await Promise.all([
      frame,
      web.bot.listActions({}, call),
      web.bot.getPrivacy({}, call),
    ]);
    return { body: botAboutView(shown, bot, rooms).text };
  },
});
