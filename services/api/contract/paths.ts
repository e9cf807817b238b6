import type { PostKind } from './posts.ts';

/** First parts of paths that the site itself uses or may come to use: no page can have one as its slug. */
export const RESERVED_SEGMENTS: readonly string[] = [
  ...['admin', 'api', 'archive', 'assets', 'auth', 'author', 'authorize', 'bot', 'chat', 'comments'],
  ...['feed', 'feedback', 'feeds', 'forward', 'health', 'image', 'indieauth', 'introspect', 'invite', 'live'],
  ...['media', 'mentions', 'metrics', 'micropub', 'oembed', 'og', 'pingback', 'post', 'posts', 'proxy'],
  ...['reader', 'reading', 'recover', 'revoke', 'rooms', 'rss', 'search', 'series', 'setup', 'sign-in'],
  ...['sign-out', 'sitemap', 'status', 'tag', 'tags', 'thread', 'token', 'unsubscribe', 'userinfo'],
  ...['webhooks', 'webmention', 'websub'],
];

/** Names of files that programs ask for at the top of a site. */
const FILE_NAME = /\.(?:xml|json|txt|ico|svg|png|css|js|map|webmanifest)$/;

/** Whether `/SLUG` is, or may become, an address of the site itself. */
export function isReservedSegment(slug: string): boolean {
  return RESERVED_SEGMENTS.includes(slug) || FILE_NAME.test(slug);
}

/** Where a post stands on the site: pages at the top, all other kinds under `/posts/`. */
export function postPath({ kind, slug }: { kind: PostKind; slug: string }): string {
  const segment = encodeURIComponent(slug);
  return kind === 'page' ? `/${segment}` : `/posts/${segment}`;
}
