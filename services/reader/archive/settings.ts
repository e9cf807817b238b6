import { z } from 'zod';
import { FeedReading } from '../contract/articles.ts';
import { SetFeedOptions } from '../contract/options.ts';
import { Actions, Match, Rule } from '../contract/rules.ts';

/** A rule as it goes from one reader to another. */
export const SettledRule = Rule.pick({ name: true, enabled: true }).extend({
  name: z.string().trim().min(1).max(100),
  match: Match,
  actions: Actions,
});

/** How one feed is read and fetched. Secrets stay where they are. */
export const SettledFeed = z.object({
  url: z.string().max(2000),
  reading: FeedReading.optional(),
  userAgent: SetFeedOptions.shape.userAgent.unwrap().unwrap().optional(),
});
export type SettledFeed = z.infer<typeof SettledFeed>;

/** What a person has decided, apart from their feeds and items. */
const Settings = z.object({ rules: z.array(z.unknown()), feeds: z.array(z.unknown()) });

/** The settings in a JSON document, unchecked; undefined for one that is something else. */
export function readSettings(json: string): z.infer<typeof Settings> | undefined {
  try {
    return Settings.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
