import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { CommentsState, Post } from '../../../api/contract.ts';
import { count } from '../format.ts';
import type { Frame } from '../frame.ts';
import { commentForm } from './comment-form.ts';
import { feedbackForm } from './feedback.ts';
import type { Paging } from './paging.ts';
import { commentsPath } from './paths.ts';
import type { Talk } from './talk.ts';

/** What can be said to a post now. */
export interface Talking {
  readonly comments: CommentsState;
  /** Whether letters about replies can be had. */
  readonly letters?: boolean | undefined;
}

/**
 * What people said to a post, here and on their own sites, as much as one page has, and the form for more. The same for every
 * visitor, so that the page is kept. The first page, which is the post's own, has feedback and what needs no words too.
 */
export function threadView(frame: Frame, post: Post, talk: Talk, { comments, letters }: Talking): Html {
  const { spoken, pages, earlier, empty, piles, list } = talk;
  const open = comments === 'open';
  const first = earlier === undefined;
  if (comments === 'off' && empty) return feedbackForm(frame, post);
  return html`${first ? feedbackForm(frame, post) : ''}<section${attributes({ class: 'thread', id: 'responses', 'aria-labelledby': 'responses-title', 'data-comments': pages > 1 ? commentsPath(post.slug) : undefined })}>
<h2 id="responses-title">${spoken === 0 ? 'Responses' : count(spoken, 'response')}</h2>
${piles}
${list}
${threadPager(talk)}
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

function threadPager({ earlier, later, number, pages }: Paging): Html {
  if (pages === 1) return html``;
  return html`<nav class="pager" aria-label="Pages of responses">${
    earlier === undefined ? '' : html`<a rel="prev" href="${earlier}">← Earlier</a>`
  }<span class="quiet">Page ${number} of ${pages}</span>${
    later === undefined ? '' : html`<a class="older" rel="next" href="${later}">Later →</a>`
  }</nav>`;
}
