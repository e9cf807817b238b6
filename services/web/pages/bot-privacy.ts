import { z } from 'zod';
import { definePage } from '../http/page.ts';
import { botPrivacyView } from '../views/bot-privacy.ts';

/** `/bot/privacy`: what the bot keeps, as it is set. */
export const botPrivacyPage = definePage({
  input: z.object({}),
  cacheKey: () => 'bot-privacy',
  seconds: 30,
  async render({ web, frame, call }) {
    const [shown, privacy] = await Promise.all([frame, web.bot.getPrivacy({}, call)]);
    return { body: botPrivacyView(shown, privacy).text };
  },
});
