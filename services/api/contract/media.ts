import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Actor } from './audit.ts';
import { Page, Slug, Time, WebAddress } from './common.ts';

/** A file that is kept on the site. */
export const Media = z.object({
  id: z.string(),
  /** On the site: `/media/…`, named after its content, so that it never changes. */
  path: z.string(),
  /** As it was called where it came from. */
  name: z.string(),
  /** Media type, found from its bytes. */
  type: z.string(),
  bytes: z.number().int(),
  /** Of a picture as it is shown, in pixels. */
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  /** Path of the smallest size of a picture that is kept in several. */
  thumbnail: z.string().optional(),
  /** What it shows, for posts that do not say it themselves; empty when nobody has said. */
  alt: z.string(),
  createdAt: Time,
});
export type Media = z.infer<typeof Media>;

export const Alt = z.string().max(2000);
const Id = z.uuid();

export const mediaMethods = {
  /** Fetches a picture or another media file from its address and keeps it as `saveMedia` does. `unavailable` when it is not to be had. */
  fetchMedia: method({
    input: z.object({ url: WebAddress }),
    output: z.object({ path: z.string() }),
    idempotent: true,
    timeout: 60_000,
  }),
  /**
   * Keeps a file under the hash of its content, without the place and time that its camera wrote into it, and gives its path on
   * the site, `/media/…`. `media_type` for what is not kept, `too_large` and `too_many_pixels` for what is too much.
   */
  saveMedia: method({
    input: z.object({ name: z.string().max(255), data: z.instanceof(Uint8Array), alt: Alt.optional() }),
    output: z.object({ path: z.string(), media: Media.optional() }),
    idempotent: true,
    timeout: 30_000,
  }),
  /** Files, newest first; with `query` those whose name or text has all its words, the last of which may be unfinished. */
  listMedia: method({
    input: Page.extend({
      query: z.string().max(200).optional(),
      kind: z.enum(['image', 'audio', 'video']).optional(),
    }),
    output: z.object({ media: z.array(Media), next: z.string().optional() }),
    idempotent: true,
  }),
  /** One file, with the posts that use it, at most 50. */
  getMedia: method({
    input: z.object({ id: Id }),
    output: Media.extend({ usedBy: z.array(z.object({ id: z.string(), slug: Slug, title: z.string() })) }),
    idempotent: true,
  }),
  /** Says what a file shows. Posts that use it and do not say it themselves are rendered again. */
  setMediaAlt: method({ input: z.object({ id: Id, alt: Alt }), output: Media, idempotent: true }),
  /** Deletes a file and all that was made from it. `media_used`, with the posts in `details`, when some use it, unless `force`. */
  deleteMedia: method({
    input: z.object({ id: Id, force: z.boolean().optional(), actor: Actor.optional() }),
    output: z.object({}),
    idempotent: true,
  }),
};
