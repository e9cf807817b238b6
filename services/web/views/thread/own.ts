import { type Html, html, raw } from '../../../../core/html/html.ts';
import type { OwnComment, Post } from '../../../api/contract.ts';
import { count, formatDate } from '../format.ts';
import type { Frame } from '../frame.ts';
import { postName } from '../kinds.ts';
import { postPath } from '../paths.ts';
import { threadPage } from './pages.ts';
import { commentPath } from './paths.ts';

export interface OwnComments {
  /** Of the comment whose page this is. */
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly comments: readonly OwnComment[];
  /** Whether there are older ones than those that are listed. */
  readonly more: boolean;
}

/** All that a visitor wrote under one name and code, each with the way to change it, and the way to delete all of it. */
export function ownView(frame: Frame, post: Post, own: OwnComments): Html {
  const { id, name, code, comments, more } = own;
  const shown = more
    ? `Your newest ${count(comments.length, 'comment')}`
    : `${count(comments.length, 'comment')} of yours`;
  return threadPage(
    frame,
    post,
    'All that you wrote here',
    html`<p class="quiet">${shown}, the last one first.</p>
<ol class="responses">${comments.map(one => item(one, frame.site.language))}</ol>
<form class="comment-form" method="post" action="${commentPath(post.slug, id, 'edit')}">
<input type="hidden" name="name" value="${name}"><input type="hidden" name="code" value="${code}">
<p class="wide"><label><input type="checkbox" name="sure" value="yes" required> Delete all of them, those that are not listed too. This cannot be undone here.</label></p>
<p class="buttons wide"><button class="ghost" type="submit" name="action" value="deleteAll">Delete all</button> <a class="button ghost" href="${postPath(post)}">Leave them</a></p>
</form>`,
  );
}

function item({ id, post, status, html: body, createdAt }: OwnComment, language: string): Html {
  return html`
<li class="response"><p class="response-head"><span>To <a href="${postPath(post)}">${postName(post)}</a>, <time datetime="${createdAt}">${formatDate(createdAt, language, 'short')}</time>${status === 'pending' ? ', waits for approval' : ''}</span></p>
<div class="e-content">${raw(body)}</div>
<p class="response-foot"><a href="${commentPath(post.slug, id, 'edit')}">Change or delete<span class="visually-hidden"> the comment to ${postName(post)}</span></a></p></li>`;
}

export function allGoneView(frame: Frame, post: Post, deleted: number): Html {
  return threadPage(
    frame,
    post,
    `${count(deleted, 'comment')} deleted`,
    html`<p><a class="button" href="${postPath(post)}">Back to the post</a></p>`,
  );
}
