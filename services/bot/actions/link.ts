import type { PostSummary } from '../../api/contract.ts';
import { type Item, titleOf } from '../../reader/contract.ts';
import { shorten } from '../parse/arguments.ts';
import type { Linked } from '../reply.ts';

/** Titles longer than this are cut: a chat line should hold title and address. */
const MAX_TITLE = 120;

export function linkPost(origin: string, post: PostSummary): Linked {
  return {
    title: shorten(post.title || post.summary || post.slug, MAX_TITLE),
    url: `${origin}/posts/${encodeURIComponent(post.slug)}`,
  };
}

export function linkItem(item: Item): Linked {
  return {
    title: shorten(titleOf(item), MAX_TITLE),
    url: item.url,
    from: shorten(item.feedTitle, MAX_TITLE),
  };
}
