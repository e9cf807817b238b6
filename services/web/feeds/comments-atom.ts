import type { ListedResponse } from '../../api/contract.ts';
import { type CommentsSource, commentEntry, lastChange } from './comments.ts';
import { xml } from './xml.ts';

const NEVER = '1970-01-01T00:00:00.000Z';

/** Comments and replies as Atom (RFC 4287), each an answer to its post (RFC 4685). */
export function commentsAtom(source: CommentsSource): string {
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

function entry(comment: ListedResponse, origin: string): string {
  const { id, url, page, title, name, author, elsewhere, html, published, updated } = commentEntry(
    comment,
    origin,
  );
  return `<entry>
<id>${xml(id)}</id>
<title>${xml(title)}</title>
<link rel="alternate" type="text/html" href="${xml(url)}"/>
${elsewhere ? `<link rel="via" href="${xml(elsewhere)}"/>\n` : ''}<thr:in-reply-to ref="${xml(page)}" href="${xml(page)}"/>
<author><name>${xml(name)}</name>${author.url ? `<uri>${xml(author.url)}</uri>` : ''}</author>
<published>${published}</published>
<updated>${updated}</updated>
<content type="html">${xml(html)}</content>
</entry>
`;
}
