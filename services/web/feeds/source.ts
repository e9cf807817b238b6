import { AppError } from '../../../core/errors.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { PostSummary, Site } from '../../api/contract.ts';
import type { WebContext } from '../context.ts';
import { seriesPath, tagPath } from '../views/paths.ts';

/** Posts in a feed. */
const ENTRIES = 30;

export type FeedPost = PostSummary & { html?: string | undefined };

/** What every feed says of itself, whatever is in it. */
export interface FeedHead {
  readonly site: Site;
  readonly origin: string;
  readonly title: string;
  /** Path of the page that the feed is of. */
  readonly page: string;
  /** Path of the feed. */
  readonly self: string;
  /** Addresses of the WebSub hubs that tell of changes (https://www.w3.org/TR/websub/#discovery). */
  readonly hubs: readonly string[];
}

/** What a feed of posts is made from, whatever its format. */
export interface FeedSource extends FeedHead {
  readonly posts: readonly FeedPost[];
  /** When the newest change was; of a feed without posts, never. */
  readonly updated: string | undefined;
}

/** What a feed is of: the whole site, or the posts of one tag or one series. */
export type FeedScope = { readonly of: 'site' } | { readonly of: 'tag' | 'series'; readonly slug: string };

/** The newest posts in full, of the site or of one part of it. */
export async function feedSource(
  web: WebContext,
  site: Promise<Site>,
  file: string,
  scope: FeedScope,
  call: CallContext,
): Promise<FeedSource> {
  const only = scope.of === 'site' ? {} : { [scope.of]: scope.slug };
  const [known, { posts }] = await Promise.all([
    site,
    web.api.listPosts({ limit: ENTRIES, full: true, ...only }, call),
  ]);
  const part = partOf(scope, posts[0]);
  const path = part?.path ?? '';
  return {
    site: known,
    origin: web.origin,
    title: part === undefined ? known.title : `${known.title}: ${part.name}`,
    page: path || '/',
    self: `${path}/${file}`,
    hubs: (known.hubs ?? []).map(hub => new URL(hub, web.origin).href),
    posts,
    updated: posts
      .map(({ updatedAt, publishedAt }) => later(updatedAt, publishedAt))
      .sort()
      .at(-1),
  };
}

/** The tag or series by name, which its posts bring along: that saves a call. */
function partOf(scope: FeedScope, post: FeedPost | undefined): { name: string; path: string } | undefined {
  if (scope.of === 'site') return undefined;
  const { of, slug } = scope;
  const name = of === 'series' ? post?.series?.name : post?.tags.find(tag => tag.slug === slug)?.name;
  if (name === undefined) throw new AppError('not_found', `No post has this ${of}.`);
  return { name, path: of === 'series' ? seriesPath(slug) : tagPath(slug) };
}

/** What subscribers of a hub look for in the header, and take the feed's own address from (https://www.w3.org/TR/websub/#discovery). */
export function webSubLinks({
  hubs,
  origin,
  self,
}: Pick<FeedSource, 'hubs' | 'origin' | 'self'>): string | undefined {
  if (hubs.length === 0) return undefined;
  return [...hubs.map(hub => `<${hub}>; rel="hub"`), `<${origin}${self}>; rel="self"`].join(', ');
}

/** A scheduled post was last edited before it came out; readers must see it as new. */
export function later(updatedAt: string, publishedAt: string | undefined): string {
  return publishedAt !== undefined && publishedAt > updatedAt ? publishedAt : updatedAt;
}
