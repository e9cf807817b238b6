import { attributes, type Html, html, raw } from '../../../../../core/html/html.ts';
import type { CommentsState, QueuedResponse, ResponseStatus } from '../../../../api/contract.ts';
import { pager } from '../../../views/pager.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { emptyState, pageHead, postForm, tabs } from '../parts.ts';
import { conversationPath, type QueueQuery } from './paths.ts';
import { queuedView } from './queued.ts';

export interface Queue {
  readonly query: QueueQuery;
  readonly responses: readonly QueuedResponse[];
  readonly next?: string | undefined;
  /** Whether the one post that is looked at takes comments. */
  readonly comments?: CommentsState | undefined;
  readonly counts: { readonly pending: number; readonly spam: number };
}

const EMPTY: Readonly<Record<ResponseStatus, string>> = {
  pending: 'Nothing waits for you.',
  approved: 'Nothing has been approved yet.',
  spam: 'No spam is held.',
  deleted: 'Nothing was deleted lately.',
};

/** Comments and mentions of one status. The list is a form: each has its own buttons, and the ticked ones are decided on at once. */
export function queueView(asked: AdminRequest, queue: Queue): Html {
  const { query, responses, next } = queue;
  const older = next === undefined ? undefined : conversationPath(query, { after: next });
  const newest = query.after === undefined ? undefined : conversationPath(query, { after: undefined });
  const body = html`${pageHead({ title: 'Conversation', actions: conversationLinks })}
${undo(asked, query)}${tabs('Status', statusTabs(queue))}
${filters(query)}
${closing(asked, queue)}${
  responses.length === 0
    ? emptyState({ title: EMPTY[query.status], text: 'Comments and mentions from other sites come here.' })
    : postForm(
        asked,
        '/admin/conversation/decide',
        html`<input type="hidden" name="back" value="${conversationPath(query, {})}">
<ol class="queue">${responses.map(one => queuedView(one, query, asked.frame.site.language))}</ol>
${bulk(query.status)}`,
        'bulk',
      )
}
${pager({ older, newest })}`;
  const scripts = [asked.frame.assets.adminScript.path, asked.frame.assets.queueScript.path];
  return adminLayout(asked, { title: 'Conversation', section: '/admin/conversation', body, scripts });
}

/** The other screens of the conversation. */
const conversationLinks = html`<a class="button" href="/admin/conversation/decisions">Decisions</a> <a class="button" href="/admin/conversation/blocks">Blocklists</a>`;

/** After a decision: the way back. */
function undo(asked: AdminRequest, query: QueueQuery): Html {
  if (query.done === undefined) return raw('');
  return postForm(
    asked,
    '/admin/conversation/undo',
    html`<input type="hidden" name="batch" value="${query.done}"><input type="hidden" name="back" value="${conversationPath(query, {})}"><button class="small" type="submit">Undo</button>`,
    'undo',
  );
}

/** With one post in view, its comments can be closed and opened. */
function closing(asked: AdminRequest, { query, comments }: Queue): Html {
  if (!query.post || comments === undefined || comments === 'off') return raw('');
  const open = comments === 'open';
  return postForm(
    asked,
    '/admin/conversation/close',
    html`<input type="hidden" name="back" value="${conversationPath(query, {})}"><input type="hidden" name="post" value="${query.post}"><input type="hidden" name="closed" value="${String(open)}"><span>This post ${open ? 'takes comments' : 'takes no more comments'}.</span> <button class="small" type="submit">${open ? 'Close its comments' : 'Open them again'}</button>`,
    'closing',
  );
}

function statusTabs({ query, counts }: Queue) {
  const tab = (label: string, status: ResponseStatus, count?: number) => ({
    label,
    path: conversationPath(query, { status, after: undefined }),
    count,
    current: query.status === status,
  });
  return [
    tab('Waiting', 'pending', counts.pending),
    tab('Approved', 'approved'),
    tab('Spam', 'spam', counts.spam),
    tab('Deleted', 'deleted'),
  ];
}

function filters(query: QueueQuery): Html {
  const { status, q, post, commenter } = query;
  const everybody = conversationPath(query, { commenter: undefined, after: undefined });
  return html`${
    commenter === undefined
      ? ''
      : html`<p class="quiet">Only what one name and code wrote. <a href="${everybody}">Show everybody’s</a></p>
`
  }<form class="queue-filters" action="/admin/conversation"><input type="hidden" name="status" value="${status}">${commenter === undefined ? '' : html`<input type="hidden" name="commenter" value="${commenter}">`}
<label class="visually-hidden" for="q">Words in it</label><input${attributes({ id: 'q', name: 'q', type: 'search', value: q, placeholder: 'Words, a name, an address', maxlength: 200 })}>
<label class="visually-hidden" for="post">Slug of a post</label><input${attributes({ id: 'post', name: 'post', value: post, placeholder: 'Slug of a post', maxlength: 200 })}>
<button type="submit">Find</button></form>`;
}

function bulk(status: ResponseStatus): Html {
  const button = (label: string, action: string, of: ResponseStatus) =>
    status === of ? '' : html`<button type="submit" name="action" value="${action}">${label}</button> `;
  return html`<div class="bulk-bar buttons"><span>Ticked:</span> ${button('Approve', 'approve', 'approved')}${button('Spam', 'spam', 'spam')}${button('Delete', 'delete', 'deleted')}${button('Back to the queue', 'pend', 'pending')}</div>`;
}
