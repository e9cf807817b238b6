import { z } from 'zod';
import { Slug, Time, WebAddress } from './common.ts';

export const PostStatus = z.enum(['draft', 'published', 'scheduled']);
export type PostStatus = z.infer<typeof PostStatus>;

/** What a post is, after https://indieweb.org/posts#Types_of_Posts. A page stands outside the stream of posts, such as `/now`. */
export const PostKind = z.enum([
  'article',
  'note',
  'photo',
  'bookmark',
  'like',
  'repost',
  'reply',
  'rsvp',
  'page',
]);
export type PostKind = z.infer<typeof PostKind>;

/** Unlisted: for whoever has the address, in no list, feed or search. Private: for people who are signed in. */
export const Visibility = z.enum(['public', 'unlisted', 'private']);
export type Visibility = z.infer<typeof Visibility>;

export const Rsvp = z.enum(['yes', 'no', 'maybe', 'interested']);

/** A picture of a photo post: a path on this site or an address, and what it shows for whoever cannot see it. */
export const Photo = z.object({ src: z.string().min(1).max(2000), alt: z.string().max(2000) });
export type Photo = z.infer<typeof Photo>;

/** A picture as a page shows it: one of this site's own media with its size, so that its place is kept, and with its smaller sizes. */
export const ShownPhoto = Photo.extend({
  known: z
    .object({
      width: z.number().int(),
      height: z.number().int(),
      /** Its description in the list of media, for a picture whose writer gave none here. */
      alt: z.string().optional(),
      /** The picture for who shows none of the sources; `src` itself unless given. */
      src: z.string().optional(),
      /** Best first. */
      sources: z.array(z.object({ type: z.string(), srcset: z.string() })).readonly(),
    })
    .optional(),
});
export type ShownPhoto = z.infer<typeof ShownPhoto>;

/** What a bookmark, like, repost, reply or RSVP is about. */
export const Target = z.object({ url: WebAddress, title: z.string().max(500).optional() });
export type Target = z.infer<typeof Target>;

export const PostSummary = z.object({
  id: z.string(),
  kind: PostKind,
  slug: Slug,
  /** Empty for a note without a title. */
  title: z.string(),
  /** Plain text, at most 300 characters. */
  summary: z.string(),
  tags: z.array(z.object({ slug: z.string(), name: z.string() })),
  status: PostStatus,
  visibility: Visibility,
  pinned: z.boolean(),
  target: Target.optional(),
  rsvp: Rsvp.optional(),
  photos: z.array(ShownPhoto),
  series: z.object({ slug: z.string(), name: z.string() }).optional(),
  language: z.string().optional(),
  /** Reading time in whole minutes, at least 1. */
  minutes: z.number().int(),
  createdAt: Time,
  updatedAt: Time,
  /** When it is or will be public; absent on a draft. */
  publishedAt: Time.optional(),
});
export type PostSummary = z.infer<typeof PostSummary>;

export const Post = PostSummary.extend({
  markdown: z.string(),
  /** Rendered and safe to put in a page. */
  html: z.string(),
  words: z.number().int(),
  /** Address that search engines should take for the original, when the post stood elsewhere first. */
  canonical: z.string().optional(),
  /** Grows with every change; its writer sends it back to be told when somebody else was quicker. */
  version: z.number().int().optional(),
});
export type Post = z.infer<typeof Post>;

/** A post as a link to it. */
export const PostLink = z.object({
  kind: PostKind,
  slug: Slug,
  title: z.string(),
  summary: z.string(),
  publishedAt: Time,
});
export type PostLink = z.infer<typeof PostLink>;

/** What stands around a post. */
export const Around = z.object({
  newer: PostLink.optional(),
  older: PostLink.optional(),
  series: z
    .object({
      slug: z.string(),
      name: z.string(),
      /** Of this post, from 1. */
      position: z.number().int(),
      count: z.number().int(),
      previous: PostLink.optional(),
      next: PostLink.optional(),
    })
    .optional(),
  /** Posts that share its rarest tags, or its words. */
  related: z.array(PostLink),
});
export type Around = z.infer<typeof Around>;

/** In characters. */
export const LONGEST_MARKDOWN = 1_000_000;

/** What a writer sends. On update, what is absent stays as it is, and null takes away what may be absent. */
export const PostInput = z.object({
  /** Seen from the other fields unless given: a target makes a bookmark, photos a photo, a title an article, else a note. */
  kind: PostKind.optional(),
  title: z.string().max(500).optional(),
  markdown: z.string().max(LONGEST_MARKDOWN),
  /** Made from the title or the first words unless given. */
  slug: Slug.optional(),
  tags: z.array(z.string().min(1).max(100)).max(50).optional(),
  /** A draft unless given. Published in the future is scheduled, and scheduled in the past is published. */
  status: PostStatus.optional(),
  /** Public unless given. */
  visibility: Visibility.optional(),
  pinned: z.boolean().optional(),
  target: Target.nullish(),
  rsvp: Rsvp.nullish(),
  photos: z.array(Photo).max(50).optional(),
  /** Name of the series that it is a part of. */
  series: z.string().min(1).max(200).nullish(),
  canonical: WebAddress.nullish(),
  /** Plain text for lists and feeds; made from the first paragraph unless given. */
  summary: z.string().max(1000).optional(),
  language: z.string().max(35).optional(),
  createdAt: Time.optional(),
  updatedAt: Time.optional(),
  publishedAt: Time.optional(),
});
export type PostInput = z.infer<typeof PostInput>;
