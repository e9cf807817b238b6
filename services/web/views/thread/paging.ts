import type { Response } from '../../../api/contract.ts';
import { postPath } from '../paths.ts';
import { isPiled } from './facepile.ts';
import { inReadingOrder, type Placed } from './order.ts';
import { anchor, commentsPath } from './paths.ts';

/** Responses of one page of a thread. */
export const PER_PAGE = 100;

type Post = Parameters<typeof postPath>[0];

/** Where a page of a thread stands, with the ways on. The first page is that of the post itself. */
export interface Paging {
  /** How many there are, without those that are gone. */
  readonly spoken: number;
  readonly number: number;
  readonly pages: number;
  /** Paths of the pages beside it. */
  readonly earlier?: string | undefined;
  readonly later?: string | undefined;
}

/** Some of a thread in reading order. */
export interface ThreadPart extends Paging {
  readonly placed: readonly Placed[];
}

/** What is read after the response with an id, or from the beginning; undefined when that response is not here. */
export function partOf(post: Post, responses: readonly Response[], after?: string): ThreadPart | undefined {
  const all = inReadingOrder(responses.filter(response => !isPiled(response)));
  const start = after === undefined ? 0 : 1 + all.findIndex(({ response }) => response.id === after);
  if ((after !== undefined && start === 0) || (start > 0 && start >= all.length)) return undefined;
  const end = start + PER_PAGE;
  return {
    placed: all.slice(start, end),
    spoken: all.filter(({ response }) => !response.deleted).length,
    number: Math.ceil(start / PER_PAGE) + 1,
    pages: Math.ceil(start / PER_PAGE) + Math.max(1, Math.ceil((all.length - start) / PER_PAGE)),
    ...(start > 0 && { earlier: pathFrom(post, all, start - PER_PAGE) }),
    ...(end < all.length && { later: pathFrom(post, all, end) }),
  };
}

/** Path of the page on which a response stands, at its place; that of the whole thread when it is not shown. */
export function placePath(post: Post, responses: readonly Response[], id: string): string {
  const all = inReadingOrder(responses.filter(response => !isPiled(response)));
  const at = all.findIndex(({ response }) => response.id === id);
  if (at < 0) return `${postPath(post)}#responses`;
  return `${pathFrom(post, all, at - (at % PER_PAGE), '')}#${anchor(id)}`;
}

function pathFrom(post: Post, all: readonly Placed[], start: number, place = '#responses'): string {
  const before = all[start - 1]?.response.id;
  const path = before === undefined ? postPath(post) : `${commentsPath(post.slug)}?after=${before}`;
  return path + place;
}
