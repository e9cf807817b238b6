import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { CallContext } from '../../../../core/rpc/contract.ts';
import type { PostSummary } from '../../../api/contract.ts';
import type { WebContext } from '../../context.ts';
import { later } from '../../feeds/source.ts';
import { xml } from '../../feeds/xml.ts';
import { definePage } from '../../http/page.ts';
import { postPath, seriesPath, tagPath } from '../../views/paths.ts';

/** Above this the posts of each year have a sitemap of their own; the protocol allows 50,000 in one. */
const MOST_IN_ONE = 10_000;
const TYPE = 'application/xml; charset=utf-8';
const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';

/**
 * `/sitemap.xml` (https://www.sitemaps.org/protocol.html): every post and page with its last change and pictures, or when
 * there are many the list of the sitemaps of the years. A call for each 100 posts, once after each change of the site.
 */
export const sitemapPage = definePage({
  input: z.object({}),
  cacheKey: () => 'sitemap',
  async render({ web, call }) {
    const { years } = await web.api.listYears({}, call);
    const total = years.reduce((sum, { count }) => sum + count, 0);
    if (total > MOST_IN_ONE) return { body: indexOf(web, years), type: TYPE };
    const urls = [...(await fixedUrls(web, call)), ...(await postUrls(web, undefined, call))];
    return { body: urlSet(urls), type: TYPE };
  },
});

/** `/sitemap-YEAR.xml`: the posts of a year, and `/sitemap-pages.xml` all that is no post. */
export const sitemapPartPage = definePage({
  input: z.object({ part: z.string().regex(/^(\d{4}|pages)$/) }),
  cacheKey: ({ part }) => `sitemap:${part}`,
  async render({ web, input: { part }, call }) {
    const urls = await (part === 'pages' ? fixedUrls(web, call) : postUrls(web, Number(part), call));
    if (urls.length === 0) throw new AppError('not_found', 'There are no posts of this year.');
    return { body: urlSet(urls), type: TYPE };
  },
});

function indexOf({ origin }: WebContext, years: readonly { year: number }[]): string {
  const parts = ['pages', ...years.map(({ year }) => String(year).padStart(4, '0'))];
  return `${HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${parts.map(part => `<sitemap><loc>${xml(origin)}/sitemap-${part}.xml</loc></sitemap>`).join('\n')}
</sitemapindex>
`;
}

function urlSet(urls: readonly string[]): string {
  return `${HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
${urls.join('\n')}
</urlset>
`;
}

async function postUrls(web: WebContext, year: number | undefined, call: CallContext): Promise<string[]> {
  const urls: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await web.api.listPosts({ limit: 100, cursor, year }, call);
    urls.push(...page.posts.map(post => postUrl(web, post)));
    cursor = page.next;
  } while (cursor !== undefined);
  return urls;
}

/** Everything that is no post: lists, the owner's pages, tags and series. */
async function fixedUrls(web: WebContext, call: CallContext): Promise<string[]> {
  const [pages, { tags }, { series }] = await Promise.all([
    ownPages(web, call),
    web.api.listTags({}, call),
    web.api.listSeries({}, call),
  ]);
  const paths = [
    ...[
      '/',
      '/about',
      '/archive',
      '/tags',
      '/series',
      '/reading',
      '/reading/recommended',
      '/blogroll',
      '/bot',
    ],
    ...tags.map(({ slug }) => tagPath(slug)),
    ...series.map(({ slug }) => seriesPath(slug)),
  ];
  const own = pages.filter(({ slug }) => slug !== 'about').map(post => postUrl(web, post));
  return [...paths.map(path => `<url><loc>${xml(web.origin + path)}</loc></url>`), ...own];
}

async function ownPages(web: WebContext, call: CallContext): Promise<PostSummary[]> {
  const asked = { kind: 'page', status: 'published', visibility: 'public', limit: 100 } as const;
  const pages: PostSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await web.api.listOwnPosts({ ...asked, cursor }, call);
    pages.push(...page.posts);
    cursor = page.next;
  } while (cursor !== undefined);
  return pages;
}

function postUrl({ origin }: WebContext, post: PostSummary): string {
  const images = post.photos.map(
    ({ src }) => `<image:image><image:loc>${xml(new URL(src, origin).href)}</image:loc></image:image>`,
  );
  return `<url><loc>${xml(origin + postPath(post))}</loc><lastmod>${later(post.updatedAt, post.publishedAt)}</lastmod>${images.join('')}</url>`;
}
