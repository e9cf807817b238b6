import { z } from 'zod';
import { definePage } from '../http/page.ts';
import { botView } from '../views/bot.ts';

/** `/bot`: a talk that has not begun, and what the bot can do. */
export const botPage = definePage({
  input: z.object({}),
  cacheKey: () => 'bot',
  seconds: 60,
  async render({ web, frame, call }) {
    const [shown, bot] = await Promise.all([frame, web.bot.listActions({}, call)]);
    return { body: botView(shown, { bot, talk: [] }).text };
  },
});
