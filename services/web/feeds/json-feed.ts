import { postPath } from '../views/paths.ts';
import { postPicture } from '../views/picture.ts';
import { feedContent } from './content.ts';
import { entryId } from './entry-id.ts';
import { type FeedPost, type FeedSource, later } from './source.ts';

/** The feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), full content. */
export function jsonFeed(source: FeedSource): string {
  const { site, origin, title, page, self, posts } = source;
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
    hubs: source.hubs.length > 0 ? source.hubs.map(url => ({ type: 'WebSub', url })) : undefined,
    items: posts.map(post => item(post, source)),
  });
}

function item(post: FeedPost, { origin, site }: FeedSource): object {
  const url = origin + postPath(post);
  return {
    id: entryId(post.id),
    url,
    external_url: post.target?.url,
    title: post.title || undefined,
    content_html: feedContent(post, url),
    summary: post.summary || undefined,
    image: new URL(postPicture(post, site).src, url).href,
    date_published: post.publishedAt ?? post.createdAt,
    date_modified: later(post.updatedAt, post.publishedAt),
    language: post.language,
    tags: post.tags.length > 0 ? post.tags.map(tag => tag.name) : undefined,
  };
}
