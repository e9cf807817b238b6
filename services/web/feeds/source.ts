import { AppError } from '../../../core/errors.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { PostSummary, Site } from '../../api/contract.ts';
import type { WebContext } from '../context.ts';
import { tagPath } from '../views/paths.ts';

/** Posts in a feed. */
const ENTRIES = 30;

export type FeedPost = PostSummary & { html?: string | undefined };

/** What a feed is made from, whatever its format. */
export interface FeedSource {
  readonly site: Site;
  readonly origin: string;
  readonly title: string;
  /** Path of the page that the feed is of. */
  readonly page: string;
  /** Path of the feed. */
  readonly self: string;
  readonly posts: readonly FeedPost[];
  /** When the newest change was; of a feed without posts, never. */
  readonly updated: string | undefined;
}

/** The newest posts in full, of the site or of one tag. */
export async function feedSource(
  web: WebContext,
  site: Promise<Site>,
  file: string,
  tag: string | undefined,
  call: CallContext,
): Promise<FeedSource> {
  const [known, { posts }] = await Promise.all([
    site,
    web.api.listPosts({ limit: ENTRIES, full: true, ...(tag === undefined ? {} : { tag }) }, call),
  ]);
  const name = posts[0]?.tags.find(({ slug }) => slug === tag)?.name;
  if (tag !== undefined && name === undefined) throw new AppError('not_found', 'No post has this tag.');
  const page = tag === undefined ? '' : tagPath(tag);
  return {
    site: known,
    origin: web.origin,
    title: name === undefined ? known.title : `${known.title}: ${name}`,
    page: page || '/',
    self: `${page}/${file}`,
    posts,
    updated: posts
      .map(({ updatedAt, publishedAt }) => later(updatedAt, publishedAt))
      .sort()
      .at(-1),
  };
}

/** A scheduled post was last edited before it came out; readers must see it as new. */
export function later(updatedAt: string, publishedAt: string | undefined): string {
  return publishedAt !== undefined && publishedAt > updatedAt ? publishedAt : updatedAt;
}
