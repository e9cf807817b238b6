import { htmlToText } from '../../../../core/html/text.ts';
import { cutText } from '../../../../core/markdown/markdown.ts';
import type { ForeignPost, ForeignSite } from '../foreign/post.ts';
import { bodyHtml } from './body.ts';
import { readWxr, type WxrRecord } from './read-export.ts';

const STATUS: Readonly<Record<string, 'published' | 'draft'>> = {
  publish: 'published',
  private: 'published',
  future: 'published',
  draft: 'draft',
  pending: 'draft',
};

/** Reads an export of WordPress: its posts and pages; attachments only as what those show. */
export async function readWordpress(path: string): Promise<ForeignSite> {
  const { base, items } = await readWxr(path);
  const attachments = new Map(
    items
      .filter(({ fields }) => fields['wp:post_type'] === 'attachment')
      .map(({ fields }) => [fields['wp:post_id'] ?? '', fields['wp:attachment_url'] ?? fields['guid'] ?? '']),
  );
  const posts: ForeignPost[] = [];
  const left = new Map<string, number>();
  for (const item of items) {
    const type = item.fields['wp:post_type'] ?? '';
    const status = STATUS[item.fields['wp:status'] ?? ''];
    if ((type === 'post' || type === 'page') && status !== undefined)
      posts.push(readItem(item, base, status, attachments));
    else if (type !== 'attachment' && type !== 'post' && type !== 'page')
      left.set(type, (left.get(type) ?? 0) + 1);
  }
  const notes = [...left].map(([type, count]) => `${count} of the type "${type}" were left out.`);
  return { base, posts, notes };
}

function readItem(
  { fields, terms, meta }: WxrRecord,
  base: string,
  status: 'published' | 'draft',
  attachments: ReadonlyMap<string, string>,
): ForeignPost {
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
    source: `wordpress:${base.replace(/^https?:\/\//, '')}:${id}`.slice(0, 500),
    name: `${page ? 'page' : 'post'} ${id}${title ? ` "${title.slice(0, 60)}"` : ''}`,
    html,
    path:
      status === 'published' && link.startsWith(`${base}/`) && !link.includes('?')
        ? link.slice(base.length)
        : undefined,
    picture: picture ? { src: picture, alt: '' } : undefined,
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

/** `2019-05-31 12:00:00` in UTC; WordPress writes zeros when there is none. */
function readTime(text: string | undefined): string | undefined {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(text?.trim() ?? '') ?? [];
  if (day === undefined || day.startsWith('0000')) return undefined;
  const date = new Date(`${day}T${time}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function decode(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}
