import { attributes, type Html, html, raw } from '../../../../../core/html/html.ts';
import { LONGEST_COMMENT, type QueuedResponse, type ResponseStatus } from '../../../../api/contract.ts';
import { formatDate } from '../../../views/format.ts';
import { postName } from '../../../views/kinds.ts';
import { postPath } from '../../../views/paths.ts';
import { badge } from '../parts.ts';
import { conversationPath, type QueueQuery } from './paths.ts';

/** Why something waits or is held, in words. */
const REASONS: Readonly<Record<string, string>> = {
  first: 'first comment',
  no_code: 'no code',
  no_proof: 'sent without the script',
  links: 'several links',
  trap: 'filled in the hidden field',
  copy: 'same words under another name',
  word: 'blocked word',
  domain: 'blocked domain',
  address: 'blocked address',
  sender: 'blocked sender',
  commenter: 'blocked person',
};
const HELD = new Set(['trap', 'copy', 'word', 'domain', 'address', 'sender', 'commenter']);

/** One comment or mention with what there is to decide, and the post that it is to. Its HTML was sanitised by the api. */
export function queuedView(one: QueuedResponse, query: QueueQuery, language: string): Html {
  const { id, author, post } = one;
  const { status } = query;
  const tick = `tick-${id}`;
  return html`
<li${attributes({ id: `r-${id}`, class: 'queued', tabindex: -1 })}>
<p class="queued-head"><input${attributes({ type: 'checkbox', id: tick, name: `id:${id}` })}><label for="${tick}"><strong>${author.name}</strong></label>
${author.url ? html`<a href="${author.url}" rel="nofollow noopener noreferrer">${shortUrl(author.url)}</a>` : ''}
<span class="quiet">${one.origin === 'comment' ? 'comment' : `${one.kind} by ${one.origin}`} to <a href="${postPath(post)}">${postName(post)}</a>, <time datetime="${one.receivedAt}">${formatDate(one.receivedAt, language, 'short')}</time></span>
${sameWriter(one, query)}${one.reasons.map(reason => html`${badge(REASONS[reason] ?? reason, HELD.has(reason) ? 'bad' : 'wait')} `)}</p>
<div class="queued-text">${raw(one.html)}</div>
${one.url ? html`<p><a href="${one.url}" rel="nofollow noopener noreferrer">${shortUrl(one.url)}</a></p>` : ''}
<p class="buttons">${buttons(one, status)}</p>
${status === 'pending' || status === 'approved' ? reply(one, status) : ''}${one.origin === 'comment' && status !== 'deleted' ? edit(one) : ''}</li>`;
}

/** The way to all that the same name and code wrote. */
function sameWriter({ commenter, author }: QueuedResponse, query: QueueQuery): Html {
  if (commenter === undefined || query.commenter !== undefined) return raw('');
  const path = conversationPath(query, { commenter, q: undefined, post: undefined, after: undefined });
  return html`<a href="${path}">All by this person<span class="visually-hidden"> ${author.name}</span></a> `;
}

function buttons({ id, author, blockable }: QueuedResponse, status: ResponseStatus): Html {
  const about = html`<span class="visually-hidden"> ${author.name}</span>`;
  const button = (label: string, action: string, of?: ResponseStatus) =>
    status === of
      ? ''
      : html`<button${attributes({ class: 'small', type: 'submit', name: 'one', value: `${action}:${id}`, 'data-action': action })}>${label}${about}</button> `;
  return html`${button('Approve', 'approve', 'approved')}${button('Spam', 'spam', 'spam')}${button('Delete', 'delete', 'deleted')}${
    blockable ? button('Block sender', 'block') : ''
  }`;
}

/** What needs no words, as a like, is not answered. */
function reply({ id, html: said, author, post }: QueuedResponse, status: ResponseStatus): Html {
  if (said === '') return raw('');
  const field = `reply:${id}`;
  return html`<details class="queued-edit" data-action="reply"><summary>Reply<span class="visually-hidden"> to ${author.name}</span></summary>
<input type="hidden" name="${`post:${id}`}" value="${post.slug}">
<label class="visually-hidden" for="${field}">Your reply to ${author.name}</label>
<textarea${attributes({ id: field, name: field, rows: 4, maxlength: LONGEST_COMMENT })}></textarea>
<button${attributes({ class: 'small', type: 'submit', name: 'one', value: `reply:${id}` })}>${status === 'pending' ? 'Approve and reply' : 'Reply'}</button></details>`;
}

function edit({ id, markdown, author }: QueuedResponse): Html {
  const field = `markdown:${id}`;
  return html`<details class="queued-edit"><summary>Edit<span class="visually-hidden"> the words of ${author.name}</span></summary>
<label class="visually-hidden" for="${field}">Comment</label>
<textarea${attributes({ id: field, name: field, rows: 5, maxlength: LONGEST_COMMENT })}>
${markdown}</textarea>
<button${attributes({ class: 'small', type: 'submit', name: 'one', value: `edit:${id}` })}>Save</button></details>`;
}

function shortUrl(url: string): string {
  const text = url.replace(/^https?:\/\/(www\.)?|\/$/g, '');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
