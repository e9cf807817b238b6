import { z } from 'zod';
import type { PostSummary } from '../../api/contract.ts';
import { xml } from '../feeds/xml.ts';
import { definePage } from '../http/page.ts';
import { postPath } from '../views/paths.ts';

/** The most addresses that one sitemap may hold (https://www.sitemaps.org/protocol.html). */
const LIMIT = 50_000;

/** `/sitemap.xml`: every post with its last change. A call for each 100 posts, once after each change of the site. */
export const sitemapPage = definePage({
  input: z.object({}),
  cacheKey: () => 'sitemap',
  async render({ web, call }) {
    const posts: PostSummary[] = [];
    let cursor: string | undefined;
    do {
      const page = await web.api.listPosts({ limit: 100, cursor }, call);
      posts.push(...page.posts);
      cursor = page.next;
    } while (cursor !== undefined && posts.length < LIMIT - 10);
    const fixed = ['/', '/archive', '/tags', '/reading', '/bot'].map(
      path => `<url><loc>${xml(web.origin + path)}</loc></url>`,
    );
    const own = posts.map(
      post => `<url><loc>${xml(web.origin + postPath(post))}</loc><lastmod>${post.updatedAt}</lastmod></url>`,
    );
    const body = `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${[...fixed, ...own].join('\n')}
</urlset>
`;
    return { body, type: 'application/xml; charset=utf-8' };
  },
});
