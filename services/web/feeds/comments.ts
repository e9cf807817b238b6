import type { ListedResponse, Site } from '../../api/contract.ts';
import { postName } from '../views/kinds.ts';
import { postPath } from '../views/paths.ts';
import { anchor } from '../views/thread/paths.ts';
import { absolute } from './absolute.ts';
import { entryId } from './entry-id.ts';
import { xml } from './xml.ts';

const NEVER = '1970-01-01T00:00:00.000Z';

/** What a feed of comments is made from. */
export interface CommentsSource {
  readonly site: Site;
  readonly origin: string;
  readonly title: string;
  /** Path of the page that the feed is of. */
  readonly page: string;
  /** Path of the feed. */
  readonly self: string;
  readonly comments: readonly ListedResponse[];
}

/** Comments and replies as Atom (RFC 4287), each an answer to its post (RFC 4685). */
export function commentsFeed(source: CommentsSource): string {
  const { site, origin, title, page, self, comments } = source;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="${xml(site.language)}">
<id>${xml(origin + self)}</id>
<title>${xml(title)}</title>
<link rel="self" type="application/atom+xml" href="${xml(origin + self)}"/>
<link rel="alternate" type="text/html" href="${xml(origin + page)}"/>
<updated>${lastChange(comments) ?? NEVER}</updated>
<generator>Croft</generator>
${comments.map(comment => entry(comment, origin)).join('')}</feed>
`;
}

/** When the newest of them came or was edited. */
export function lastChange(comments: readonly ListedResponse[]): string | undefined {
  return comments
    .map(({ createdAt, editedAt }) => editedAt ?? createdAt)
    .sort()
    .at(-1);
}

function entry(comment: ListedResponse, origin: string): string {
  const { id, author, post, html, createdAt, editedAt } = comment;
  const page = origin + postPath(post);
  const url = `${page}#${anchor(id)}`;
  return `<entry>
<id>${xml(entryId(id))}</id>
<title>${xml(`${author.name || 'Somebody'} on ${postName(post)}`)}</title>
<link rel="alternate" type="text/html" href="${xml(url)}"/>
${comment.url ? `<link rel="via" href="${xml(comment.url)}"/>\n` : ''}<thr:in-reply-to ref="${xml(page)}" href="${xml(page)}"/>
<author><name>${xml(author.name || 'Somebody')}</name>${author.url ? `<uri>${xml(author.url)}</uri>` : ''}</author>
<published>${createdAt}</published>
<updated>${editedAt ?? createdAt}</updated>
<content type="html">${xml(absolute(html, page))}</content>
</entry>
`;
}
