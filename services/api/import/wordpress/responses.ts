import type { ForeignResponse } from '../foreign/post.ts';
import { paragraphs } from './body.ts';
import { readTime } from './dates.ts';
import type { WxrItem, WxrRecord } from './read-export.ts';

const STATUS: Readonly<Record<string, 'approved' | 'pending'>> = { '1': 'approved', '0': 'pending' };

/** Comments, pingbacks and trackbacks of an item; not those in the bin or held as spam. An answer to one of these stands by itself. */
export function readResponses(
  { comments }: WxrRecord,
  sourceOf: (number: string) => string,
): ForeignResponse[] {
  return comments.flatMap(comment => {
    const status = STATUS[comment['wp:comment_approved']?.trim() ?? ''];
    const id = comment['wp:comment_id'];
    return status === undefined || !id ? [] : [readComment(comment, status, id, sourceOf)];
  });
}

function readComment(
  comment: WxrItem,
  status: 'approved' | 'pending',
  id: string,
  sourceOf: (number: string) => string,
): ForeignResponse {
  const parent = comment['wp:comment_parent'];
  const url = comment['wp:comment_author_url']?.trim() || undefined;
  const type = comment['wp:comment_type'];
  const remote = (type === 'pingback' || type === 'trackback') && url !== undefined && /^https?:/i.test(url);
  return {
    source: sourceOf(id),
    parent: parent && parent !== '0' ? sourceOf(parent) : undefined,
    status,
    name: comment['wp:comment_author'] ?? '',
    url,
    html: paragraphs(comment['wp:comment_content'] ?? ''),
    createdAt:
      readTime(comment['wp:comment_date_gmt']) ??
      readTime(comment['wp:comment_date']) ??
      new Date(0).toISOString(),
    pingback: remote ? url : undefined,
  };
}
