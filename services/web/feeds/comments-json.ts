import type { ListedResponse } from '../../api/contract.ts';
import { type CommentsSource, commentEntry } from './comments.ts';

/** Comments and replies as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export function commentsJson(source: CommentsSource): string {
  const { site, origin, title, page, self, comments } = source;
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: origin + page,
    feed_url: origin + self,
    favicon: `${origin}/favicon.svg`,
    language: site.language,
    items: comments.map(comment => item(comment, origin)),
  });
}

function item(comment: ListedResponse, origin: string): object {
  const { id, url, title, name, author, elsewhere, html, published, updated } = commentEntry(comment, origin);
  const avatar = author.photo && new URL(author.photo, origin).href;
  return {
    id,
    url,
    external_url: elsewhere,
    title,
    content_html: html,
    date_published: published,
    date_modified: updated,
    authors: [{ name, url: author.url, avatar }],
  };
}
