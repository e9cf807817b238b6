import { type Html, html } from '../../../../core/html/html.ts';
import type { CommentsState, Post, Response } from '../../../api/contract.ts';
import { count } from '../format.ts';
import type { Frame } from '../frame.ts';
import { commentForm } from './comment-form.ts';
import { facepiles, isPiled } from './facepile.ts';
import { feedbackForm } from './feedback.ts';
import { inReadingOrder } from './order.ts';
import { responseView } from './response.ts';

export interface Thread {
  readonly responses: readonly Response[];
  readonly comments: CommentsState;
  /** Whether letters about replies can be had. */
  readonly letters?: boolean | undefined;
}

/** What people said to a post, here and on their own sites, and the form for more. The same for every visitor, so that the page is kept. */
export function threadView(frame: Frame, post: Post, thread: Thread): Html {
  const { responses, comments, letters } = thread;
  const said = responses.filter(response => !isPiled(response));
  const open = comments === 'open';
  if (comments === 'off' && responses.length === 0) return feedbackForm(frame, post);
  const spoken = said.filter(response => !response.deleted).length;
  return html`${feedbackForm(frame, post)}<section class="thread" id="responses" aria-labelledby="responses-title">
<h2 id="responses-title">${spoken === 0 ? 'Responses' : count(spoken, 'response')}</h2>
${facepiles(responses)}
${said.length === 0 ? '' : html`<ol class="responses">${inReadingOrder(said).map(placed => responseView(placed, { frame, post, open }))}</ol>`}
${
  open
    ? html`<div id="respond"><h3>${spoken === 0 ? 'Be the first to respond' : 'Add a comment'}</h3>
${commentForm({ slug: post.slug, letters: letters === true })}</div>
<script type="module" src="${frame.assets.threadScript.path}"></script>`
    : comments === 'closed'
      ? html`<p class="quiet">Comments are closed.</p>`
      : ''
}
</section>`;
}
