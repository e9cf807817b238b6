import { type Html, html } from '../../../../core/html/html.ts';
import type { PostStatus, PostSummary, QueuedResponse } from '../../../api/contract.ts';
import { formatDate } from '../../views/format.ts';
import { postName } from '../../views/kinds.ts';
import type { AdminRequest } from '../admin-page.ts';
import { adminLayout } from './admin-layout.ts';
import { textArea } from './fields.ts';
import { pageHead, postForm } from './parts.ts';

/** For whoever writes. */
export interface OverviewWriting {
  readonly drafts: readonly PostSummary[];
  /** The next one first. */
  readonly scheduled: readonly PostSummary[];
  /** Changes of published posts that are not public yet. */
  readonly copies: readonly { post: string; title: string; updatedAt: string }[];
  readonly counts: Readonly<Record<PostStatus, number>>;
}

/** For whoever moderates: comments and mentions that nobody has decided on. */
export interface OverviewWaiting {
  readonly responses: readonly QueuedResponse[];
  readonly pending: number;
}

/** The first screen: what waits, and a field for a quick note. */
export function overviewView(
  asked: AdminRequest,
  writing: OverviewWriting | undefined,
  waiting: OverviewWaiting | undefined,
): Html {
  const actions = html`<a class="button primary" href="/admin/posts/new">New post</a>`;
  const body = html`${pageHead({ title: 'Overview', ...(writing ? { actions } : {}) })}
${writing && noteForm(asked)}
<div class="panels">${waiting && waitingPanel(asked, waiting)}${writing && writingPanels(asked, writing)}</div>`;
  return adminLayout(asked, { title: 'Overview', section: '/admin', body });
}

function writingPanels(asked: AdminRequest, { drafts, scheduled, copies, counts }: OverviewWriting): Html {
  const item = (id: string, name: string, time: string) =>
    html`<li><a href="${`/admin/posts/${id}`}">${name}</a> ${day(asked, time)}</li>`;
  const post = (one: PostSummary) => item(one.id, postName(one), one.publishedAt ?? one.updatedAt);
  const unpublished = copies.map(copy => item(copy.post, copy.title || 'Untitled', copy.updatedAt));
  return html`${panel(['Drafts', '/admin/posts?status=draft', counts.draft], drafts.map(post), 'No draft waits.')}
${panel(['Scheduled', '/admin/posts?status=scheduled', counts.scheduled], scheduled.map(post), 'Nothing is scheduled.')}
${unpublished.length > 0 && panel(['Changes that are not public yet'], unpublished)}`;
}

function waitingPanel(asked: AdminRequest, { responses, pending }: OverviewWaiting): Html {
  const items = responses.map(
    ({ author, kind, post, receivedAt }) =>
      html`<li><span><strong>${author.name}</strong> <span class="hint">${kind}</span> · ${postName({ ...post, photos: [] })}</span> ${day(asked, receivedAt)}</li>`,
  );
  return panel(['Waiting for you', '/admin/conversation', pending], items, 'No comment or mention waits.');
}

function day({ frame }: AdminRequest, time: string): Html {
  return html`<time class="hint" datetime="${time}">${formatDate(time, frame.site.language, 'short')}</time>`;
}

function panel(
  [title, path, count]: [title: string, path?: string, count?: number],
  items: readonly Html[],
  none = '',
): Html {
  const heading = path === undefined ? title : html`<a href="${path}">${title}</a>`;
  return html`<section class="panel"><h2>${heading}${count !== undefined && html` <span class="count">${count}</span>`}</h2>${
    items.length === 0 ? html`<p class="hint">${none}</p>` : html`<ul class="plain links">${items}</ul>`
  }</section>`;
}

function noteForm(asked: AdminRequest): Html {
  const body = html`${textArea({ label: 'A quick note', name: 'markdown', rows: 3, required: true })}
<div class="buttons"><button class="primary" type="submit" name="status" value="published">Publish</button><button type="submit" name="status" value="draft">Keep as draft</button></div>`;
  return html`<section class="panel quick-note">${postForm(asked, '/admin/note', body)}</section>`;
}
