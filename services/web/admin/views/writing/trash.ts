import { type Html, html } from '../../../../../core/html/html.ts';
import type { DeletedPost } from '../../../../api/contract.ts';
import { count, formatDate } from '../../../views/format.ts';
import { pager } from '../../../views/pager.ts';
import { withQuery } from '../../../views/paths.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { confirmFold, emptyState, pageHead, postForm } from '../parts.ts';
import { table } from '../table.ts';
import { statusBadge } from './status.ts';

export interface Trash {
  readonly posts: readonly DeletedPost[];
  readonly next?: string | undefined;
  readonly after?: string | undefined;
}

/** Deleted posts, each with the ways back and out. */
export function trashView(asked: AdminRequest, { posts, next, after }: Trash): Html {
  const { language } = asked.frame.site;
  const time = (at: string) => html`<time datetime="${at}">${formatDate(at, language, 'short')}</time>`;
  const list = table<DeletedPost>({
    caption: 'Deleted posts',
    rows: posts,
    columns: [
      { label: 'Post', as: 'main', cell: post => name(post) },
      { label: 'State', plain: true, as: 'nowrap', cell: post => statusBadge(post.status) },
      { label: 'Deleted', as: 'nowrap', cell: post => time(post.deletedAt) },
      { label: 'Kept until', as: 'nowrap', cell: post => time(post.erasedAt) },
      { label: 'Bring back or erase', as: 'actions', cell: post => actions(asked, post) },
    ],
  });
  const body = html`${pageHead({
    title: 'Deleted posts',
    back: { label: 'Posts', path: '/admin/posts' },
    lede: 'A deleted post is kept for 30 days with its comments, mentions, history and old addresses. Then it is erased.',
  })}
${posts.length === 0 ? emptyState({ title: 'No post was deleted lately', text: 'What you delete stands here for 30 days.' }) : list}
${pager({
  older: next === undefined ? undefined : withQuery('/admin/posts/trash', { after: next }),
  newest: after === undefined ? undefined : '/admin/posts/trash',
})}`;
  return adminLayout(asked, { title: 'Deleted posts', section: '/admin/posts', body });
}

function called(post: DeletedPost): string {
  return post.title || post.summary || post.slug;
}

function name(post: DeletedPost): Html {
  const more = [
    ...(post.kind === 'article' || post.kind === 'note' ? [] : [post.kind]),
    ...(post.responses === 0 ? [] : [count(post.responses, 'response')]),
    ...(post.deletedBy === undefined ? [] : [`deleted by ${post.deletedBy}`]),
  ].join(' · ');
  return html`${called(post)}${more && html`<br><span class="hint">${more}</span>`}`;
}

function actions(asked: AdminRequest, post: DeletedPost): Html {
  const path = `/admin/posts/trash/${post.id}`;
  const about = html`<span class="visually-hidden"> ${called(post)}</span>`;
  return html`${postForm(asked, `${path}/restore`, html`<button class="small" type="submit">Bring back${about}</button>`, 'inline')}
${confirmFold(asked, { label: 'Erase', question: 'It cannot be brought back after that.', confirm: 'Erase for good', action: `${path}/erase` })}`;
}
