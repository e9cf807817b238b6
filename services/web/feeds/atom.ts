import { postName } from '../views/kinds.ts';
import { commentsFeedPath, postPath } from '../views/paths.ts';
import { feedContent } from './content.ts';
import { entryId } from './entry-id.ts';
import { type FeedPost, type FeedSource, later } from './source.ts';
import { xml } from './xml.ts';

const NEVER = '1970-01-01T00:00:00.000Z';

/** The feed as Atom (RFC 4287), full content. Replies name what they answer (RFC 4685). */
export function atomFeed(source: FeedSource): string {
  const { site, origin, title, page, self, posts, updated } = source;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="${xml(site.language)}">
<id>${xml(origin + page)}</id>
<title>${xml(title)}</title>
${site.description ? `<subtitle>${xml(site.description)}</subtitle>\n` : ''}<link rel="self" type="application/atom+xml" href="${xml(origin + self)}"/>
${source.hubs.map(hub => `<link rel="hub" href="${xml(hub)}"/>\n`).join('')}<link rel="alternate" type="text/html" href="${xml(origin + page)}"/>
<updated>${updated ?? NEVER}</updated>
<author><name>${xml(site.author.name || site.title)}</name><uri>${xml(site.author.url ?? `${origin}/`)}</uri></author>
<icon>${xml(origin)}/favicon.svg</icon>
<generator>Croft</generator>
${posts.map(post => entry(post, source)).join('')}</feed>
`;
}

function entry(post: FeedPost, { site, origin }: FeedSource): string {
  const url = origin + postPath(post);
  const language =
    post.language !== undefined && post.language !== site.language ? ` xml:lang="${xml(post.language)}"` : '';
  return `<entry${language}>
<id>${xml(entryId(post.id))}</id>
<title>${xml(postName(post))}</title>
<link rel="alternate" type="text/html" href="${xml(url)}"/>
<link rel="replies" type="application/atom+xml" href="${xml(origin + commentsFeedPath(post.slug))}"/>
${about(post)}<published>${post.publishedAt ?? post.createdAt}</published>
<updated>${later(post.updatedAt, post.publishedAt)}</updated>
${post.tags.map(tag => `<category term="${xml(tag.slug)}" label="${xml(tag.name)}"/>\n`).join('')}${post.summary ? `<summary>${xml(post.summary)}</summary>\n` : ''}<content type="html">${xml(feedContent(post, url))}</content>
</entry>
`;
}

function about({ kind, target }: FeedPost): string {
  if (target === undefined) return '';
  const url = xml(target.url);
  const answers = kind === 'reply' || kind === 'rsvp';
  return answers
    ? `<thr:in-reply-to ref="${url}" href="${url}"/>\n`
    : `<link rel="related" href="${url}"/>\n`;
}
