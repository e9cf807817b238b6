import { z } from 'zod';

/** Times cross the wire as RFC 3339 text in UTC. */
export const Time = z.iso.datetime();
export const Slug = z.string().min(1).max(200);
/** An address of another site. */
export const WebAddress = z.url({ protocol: /^https?$/ }).max(2000);

/** What a list with pages is asked by: `cursor` is `next` of the page before. */
export const Page = z.object({
  limit: z.number().int().min(1).max(100).default(20),
  cursor: z.string().max(1000).optional(),
});

/** The same for a list that is short for most, and given whole unless a limit is asked. */
export const ShortPage = z.object({
  limit: z.number().int().min(1).max(100).optional(),
  cursor: Page.shape.cursor,
});
export type ShortPage = z.infer<typeof ShortPage>;
