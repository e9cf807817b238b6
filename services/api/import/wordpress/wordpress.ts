import { toAppError } from '../../../../core/errors.ts';
import { htmlToText } from '../../../../core/html/text.ts';
import { cutText } from '../../../../core/markdown/markdown.ts';
import { entryOf, type ForeignEntry, type ForeignPost, type ForeignSite } from '../foreign/post.ts';
import { bodyHtml } from './body.ts';
import { readTime } from './dates.ts';
import { BROKEN, readWxr, type WxrRecord } from './read-export.ts';
import { readResponses } from './responses.ts';

const STATUS: Readonly<Record<string, 'published' | 'draft'>> = {
  publish: 'published',
  private: 'published',
  future: 'published',
  draft: 'draft',
  pending: 'draft',
};

type Attachments = ReadonlyMap<string, string>;

/**
 * Reads an export of WordPress: its posts and pages with what was said below them; attachments only as what those show. The
 * file is read twice, for what has to be known of all of it and then post by post, so that its size does not matter.
 */
export async function readWordpress(path: string): Promise<ForeignSite> {
  const attachments = new Map<string, string>();
  const entries: ForeignEntry[] = [];
  const left = new Map<string, number>();
  let base = '';
  const broken = await untilBroken(readWxr(path), record => {
    base = record.base;
    const { fields } = record;
    const type = fields['wp:post_type'] ?? '';
    if (type === 'attachment')
      attachments.set(fields['wp:post_id'] ?? '', fields['wp:attachment_url'] ?? fields['guid'] ?? '');
    else if (isPost(record)) entries.push(entryOf(readItem(record, attachments)));
    else if (type !== 'post' && type !== 'page') left.set(type, (left.get(type) ?? 0) + 1);
  });
  const notes = [...left].map(([type, count]) => `${count} of the type "${type}" were left out.`);
  return { base, entries, posts: () => readPosts(path, attachments), notes, broken };
}

async function* readPosts(path: string, attachments: Attachments): AsyncGenerator<ForeignPost> {
  try {
    for await (const record of readWxr(path)) if (isPost(record)) yield readItem(record, attachments);
  } catch (error) {
    if (toAppError(error).reason !== BROKEN) throw error;
  }
}

/** Why the file could be read no further, if so. */
async function untilBroken(
  records: AsyncIterable<WxrRecord>,
  take: (record: WxrRecord) => void,
): Promise<string | undefined> {
  try {
    for await (const record of records) take(record);
  } catch (error) {
    const { reason, message } = toAppError(error);
    if (reason === BROKEN) return message;
    throw error;
  }
  return undefined;
}

function isPost({ fields }: WxrRecord): boolean {
  const type = fields['wp:post_type'];
  return (type === 'post' || type === 'page') && STATUS[fields['wp:status'] ?? ''] !== undefined;
}

function readItem(record: WxrRecord, attachments: Attachments): ForeignPost {
  const { base, fields, terms, meta } = record;
  const status = STATUS[fields['wp:status']!]!;
  const id = fields['wp:post_id'] ?? fields['guid'] ?? '';
  const title = htmlToText(fields['title'] ?? '')
    .trim()
    .slice(0, 500);
  const published = readTime(fields['wp:post_date_gmt']) ?? readTime(fields['wp:post_date']);
  const modified = readTime(fields['wp:post_modified_gmt']) ?? published;
  const page = fields['wp:post_type'] === 'page';
  const locked = (fields['wp:post_password'] ?? '') !== '';
  const unknown = new Set<string>();
  const html = bodyHtml(fields['content:encoded'] ?? '', number => attachments.get(number), unknown);
  const summary = cutText(htmlToText(fields['excerpt:encoded'] ?? ''));
  const picture = attachments.get(meta.get('_thumbnail_id') ?? '');
  const link = fields['link'] ?? '';
  const warnings = [...unknown].map(name => `has the shortcode [${name}], which means nothing here.`);
  if (locked) warnings.push('had a password; it is private here.');
  return {
    source: sourceOf(base, id),
    name: `${page ? 'page' : 'post'} ${id}${title ? ` "${title.slice(0, 60)}"` : ''}`,
    html,
    path:
      status === 'published' && link.startsWith(`${base}/`) && !link.includes('?')
        ? link.slice(base.length)
        : undefined,
    picture: picture ? { src: picture, alt: '' } : undefined,
    responses: readResponses(record, number => sourceOf(base, `comment:${number}`)),
    warnings,
    fields: {
      kind: page ? 'page' : title === '' ? 'note' : 'article',
      slug: decode(fields['wp:post_name'] ?? ''),
      status,
      visibility: locked || fields['wp:status'] === 'private' ? 'private' : 'public',
      pinned: fields['wp:is_sticky'] === '1',
      tags: terms
        .filter(
          ({ domain, nicename }) =>
            (domain === 'post_tag' || domain === 'category') && nicename !== 'uncategorized',
        )
        .map(({ name }) => name.trim().slice(0, 100))
        .filter(name => /[\p{L}\p{N}]/u.test(name))
        .slice(0, 50),
      ...(title === '' ? (page ? { title: 'Untitled' } : {}) : { title }),
      ...(summary === '' ? {} : { summary }),
      ...(published === undefined ? {} : { createdAt: published, publishedAt: published }),
      ...(modified === undefined ? {} : { updatedAt: modified }),
    },
  };
}

function sourceOf(base: string, id: string): string {
  return `wordpress:${base.replace(/^https?:\/\//, '')}:${id}`.slice(0, 500);
}

function decode(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}
