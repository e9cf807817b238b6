import { z } from 'zod';

/** What the names of states and of a person's own tags begin with, among the categories of an item. */
export const STATE = 'user/-/state/com.google/';
export const LABEL = 'user/-/label/';
/** The state of a page that was saved. */
export const SAVED = 'user/-/state/croft/saved';

const Text = z.string().max(5_000_000);
const Link = z.object({ href: Text });
const Content = z.object({ content: Text.optional() }).optional();

/**
 * An item as Google Reader's API gave it, and as FreshRSS, the Old Reader and others export it: `published` in seconds,
 * states and labels among the categories. FreshRSS adds `guid` and `origin.feedUrl`.
 */
export const GoogleReaderItem = z.object({
  id: Text.optional(),
  guid: Text.optional(),
  title: Text.default(''),
  author: Text.optional(),
  published: z.number().min(0).max(8_000_000_000).optional(),
  canonical: z.array(Link).default([]),
  alternate: z.array(Link).default([]),
  categories: z.array(Text).default([]),
  content: Content,
  summary: Content,
  enclosure: z
    .array(z.object({ href: Text, type: Text.optional(), length: z.number().optional() }))
    .default([]),
  origin: z.object({
    streamId: Text.optional(),
    feedUrl: Text.optional(),
    htmlUrl: Text.optional(),
    title: Text.optional(),
  }),
});

/** An entry as the API of Miniflux gives it (https://miniflux.app/docs/api.html#endpoint-get-entries). */
export const MinifluxEntry = z.object({
  title: Text.default(''),
  url: Text,
  published_at: Text.optional(),
  content: Text.optional(),
  author: Text.optional(),
  status: Text.optional(),
  starred: z.boolean().default(false),
  tags: z.array(Text).nullish(),
  enclosures: z
    .array(z.object({ url: Text, mime_type: Text.optional(), size: z.number().optional() }))
    .nullish(),
  feed: z.object({ feed_url: Text, site_url: Text.optional(), title: Text.optional() }),
});
