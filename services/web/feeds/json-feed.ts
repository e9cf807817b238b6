import { postPath } from '../views/paths.ts';
import { absolute } from './absolute.ts';
import { entryId } from './entry-id.ts';
import { type FeedSource, later } from './source.ts';

/** The feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), full content. */
export function jsonFeed({ site, origin, title, page, self, posts }: FeedSource): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: origin + page,
    feed_url: origin + self,
    description: site.description || undefined,
    favicon: `${origin}/favicon.svg`,
    language: site.language,
    authors: [
      {
        name: site.author.name || site.title,
        url: site.author.url ?? `${origin}/`,
        avatar: site.author.photo && new URL(site.author.photo, origin).href,
      },
    ],
    items: posts.map(post => {
      const url = origin + postPath(post);
      return {
        id: entryId(post.id),
        url,
        title: post.title || undefined,
        content_html: absolute(post.html ?? '', url),
        summary: post.summary,
        date_published: post.publishedAt ?? post.createdAt,
        date_modified: later(post.updatedAt, post.publishedAt),
        language: post.language,
        tags: post.tags.length > 0 ? post.tags.map(tag => tag.name) : undefined,
      };
    }),
  });
}
