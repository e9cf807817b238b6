import { type Html, html } from '../../../../core/html/html.ts';
import type { PostStatus, PostSummary } from '../../../api/contract.ts';
import { formatDate } from '../../views/format.ts';
import { postName } from '../../views/kinds.ts';
import type { AdminRequest } from '../admin-page.ts';
import { adminLayout } from './admin-layout.ts';
import { textArea } from './fields.ts';
import { pageHead, postForm } from './parts.ts';

export interface OverviewWriting {
  readonly drafts: readonly PostSummary[];
  /** The next one first. */
  readonly scheduled: readonly PostSummary[];
  /** Changes of published posts that are not public yet. */
  readonly copies: readonly { post: string; title: string; updatedAt: string }[];
  readonly counts: Readonly<Record<PostStatus, number>>;
}

/** The first screen: what waits, and a field for a quick note. Without `writing`, for somebody who does not write here. */
export function overviewView(asked: AdminRequest, writing: OverviewWriting | undefined): Html {
  const body = html`${pageHead({
    title: 'Overview',
    ...(writing ? { actions: html`<a class="button primary" href="/admin/posts/new">New post</a>` } : {}),
  })}${writing ? writerPart(asked, writing) : html`<p>The sections of the menu are what you may do here.</p>`}`;
  return adminLayout(asked, {
    title: 'Overview',
    section: '/admin',
    body,
    scripts: [asked.frame.assets.adminScript.path],
  });
}

function writerPart(asked: AdminRequest, { drafts, scheduled, copies, counts }: OverviewWriting): Html {
  const { language } = asked.frame.site;
  const item = (id: string, name: string, time: string) =>
    html`<li><a href="${`/admin/posts/${id}`}">${name}</a> <time class="hint" datetime="${time}">${formatDate(time, language, 'short')}</time></li>`;
  const post = (one: PostSummary) => item(one.id, postName(one), one.publishedAt ?? one.updatedAt);
  return html`${noteForm(asked)}
<div class="panels">
${list('Drafts', '/admin/posts?status=draft', counts.draft, drafts.map(post), 'No draft waits.')}
${list('Scheduled', '/admin/posts?status=scheduled', counts.scheduled, scheduled.map(post), 'Nothing is scheduled.')}
${
  copies.length > 0 &&
  list(
    'Changes that are not public yet',
    undefined,
    undefined,
    copies.map(copy => item(copy.post, copy.title || 'Untitled', copy.updatedAt)),
    '',
  )
}
</div>`;
}

function list(
  title: string,
  path: string | undefined,
  count: number | undefined,
  items: readonly Html[],
  none: string,
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
