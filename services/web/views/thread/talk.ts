import { type Html, html } from '../../../../core/html/html.ts';
import type { Post, Response } from '../../../api/contract.ts';
import type { Frame } from '../frame.ts';
import { facepiles } from './facepile.ts';
import { type Paging, partOf, type ThreadPart } from './paging.ts';
import { responseView } from './response.ts';

/** What people said, as one page of a thread shows it: nothing of it changes with the site around it. */
export interface Talk extends Paging {
  /** Whether there is nothing at all, of no kind. */
  readonly empty: boolean;
  /** Those who said something without words, on the post's own page. */
  readonly piles: Html | undefined;
  readonly list: Html | undefined;
}

/** `open`: whether responses can be answered. */
export function talkOf(
  frame: Pick<Frame, 'origin'> & { site: { language: string } },
  post: Pick<Post, 'kind' | 'slug'>,
  responses: readonly Response[],
  open: boolean,
  part: ThreadPart = partOf(post, responses)!,
): Talk {
  const { placed, ...paging } = part;
  const first = part.earlier === undefined;
  const here = new Set(placed.map(({ response }) => response.id));
  const around = { frame, post, open, here, first };
  return {
    ...paging,
    empty: responses.length === 0,
    piles: first ? facepiles(responses) : undefined,
    list:
      placed.length === 0
        ? undefined
        : html`<ol class="responses">${placed.map(one => responseView(one, around))}</ol>`,
  };
}
