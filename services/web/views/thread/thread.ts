import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { CommentsState, Post, Response } from '../../../api/contract.ts';
import { count } from '../format.ts';
import type { Frame } from '../frame.ts';
import { commentForm } from './comment-form.ts';
import { facepiles } from './facepile.ts';
import { feedbackForm } from './feedback.ts';
import { partOf, type ThreadPart } from './paging.ts';
import { commentsPath } from './paths.ts';
import { responseView } from './response.ts';

export interface Thread {
  readonly responses: readonly Response[];
  readonly comments: CommentsState;
  /** Whether letters about replies can be had. */
  readonly letters?: boolean | undefined;
}

/**
 * What people said to a post, here and on their own sites, as much as one page has, and the form for more. The same for every
 * visitor, so that the page is kept. The first page, which is the post's own, has feedback and what needs no words too.
 */
export function threadView(
  frame: Frame,
  post: Post,
  thread: Thread,
  part: ThreadPart = partOf(post, thread.responses)!,
): Html {
  const { responses, comments, letters } = thread;
  const open = comments === 'open';
  const first = part.earlier === undefined;
  if (comments === 'off' && responses.length === 0) return feedbackForm(frame, post);
  const { placed, spoken, pages } = part;
  const here = new Set(placed.map(({ response }) => response.id));
  const around = { frame, post, open, here, first };
  return html`${first ? feedbackForm(frame, post) : ''}<section${attributes({ class: 'thread', id: 'responses', 'aria-labelledby': 'responses-title', 'data-comments': pages > 1 ? commentsPath(post.slug) : undefined })}>
<h2 id="responses-title">${spoken === 0 ? 'Responses' : count(spoken, 'response')}</h2>
${first ? facepiles(responses) : ''}
${placed.length === 0 ? '' : html`<ol class="responses">${placed.map(one => responseView(one, around))}</ol>`}
${threadPager(part)}
${
  open
    ? html`<div id="respond"><h3>${spoken === 0 ? 'Be the first to respond' : 'Add a comment'}</h3>
${commentForm({ slug: post.slug, letters: letters === true })}</div>`
    : comments === 'closed'
      ? html`<p class="quiet">Comments are closed.</p>`
      : ''
}
${open || pages > 1 ? html`<script type="module" src="${frame.assets.threadScript.path}"></script>` : ''}
</section>`;
}

function threadPager({ earlier, later, number, pages }: ThreadPart): Html {
  if (pages === 1) return html``;
  return html`<nav class="pager" aria-label="Pages of responses">${
    earlier === undefined ? '' : html`<a rel="prev" href="${earlier}">← Earlier</a>`
  }<span class="quiet">Page ${number} of ${pages}</span>${
    later === undefined ? '' : html`<a class="older" rel="next" href="${later}">Later →</a>`
  }</nav>`;
}
