import { type Html, html } from '../../../../../core/html/html.ts';
import type { PostStatus, PostSummary } from '../../../../api/contract.ts';
import { formatDate } from '../../../views/format.ts';
import { postName } from '../../../views/kinds.ts';
import { pager } from '../../../views/pager.ts';
import { postPath } from '../../../views/paths.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { type ListQuery, listPath } from '../../writing/list-query.ts';
import { adminLayout } from '../admin-layout.ts';
import { badge, emptyState, pageHead, postForm, tabs } from '../parts.ts';
import { table } from '../table.ts';
import { bulkBar } from './bulk-bar.ts';
import { postFilters } from './post-filters.ts';
import { statusBadge } from './status.ts';

export interface PostList {
  readonly query: ListQuery;
  readonly posts: readonly PostSummary[];
  readonly next?: string | undefined;
  readonly counts: Readonly<Record<PostStatus, number>>;
  readonly tags: readonly { slug: string; name: string }[];
}

/** The writer's posts. The list is a form: what is ticked has the thing done that is chosen under it. */
export function postsView(asked: AdminRequest, list: PostList): Html {
  const { query, posts, next, counts } = list;
  const actions = html`<a class="button primary" href="/admin/posts/new">New post</a>`;
  const older = next === undefined ? undefined : listPath(query, { after: next });
  const newest = query.after === undefined ? undefined : listPath(query, { after: undefined });
  const body = html`${pageHead({ title: 'Posts', actions })}
${tabs('Status', statusTabs(query, counts))}
${postFilters(query, list.tags)}
${posts.length === 0 ? nothing(query) : postForm(asked, '/admin/posts/bulk', html`${rows(asked, posts)}${bulkBar(query)}`, 'bulk')}
${pager({ older, newest })}`;
  return adminLayout(asked, {
    title: 'Posts',
    section: '/admin/posts',
    body,
  });
}

function statusTabs(query: ListQuery, counts: PostList['counts']) {
  const tab = (label: string, status: PostStatus | undefined, count: number) => ({
    label,
    path: listPath(query, { status, after: undefined }),
    count,
    current: query.status === status,
  });
  return [
    tab('All', undefined, counts.draft + counts.scheduled + counts.published),
    tab('Drafts', 'draft', counts.draft),
    tab('Scheduled', 'scheduled', counts.scheduled),
    tab('Published', 'published', counts.published),
    { label: 'Deleted', path: '/admin/posts/trash', current: false },
  ];
}

function rows(asked: AdminRequest, posts: readonly PostSummary[]): Html {
  const { language } = asked.frame.site;
  return table<PostSummary>({
    caption: 'Posts',
    rows: posts,
    columns: [
      {
        label: 'Choose',
        as: 'select',
        cell: post =>
          html`<input type="checkbox" name="${`post:${post.id}`}" aria-label="${`Choose ${postName(post)}`}">`,
      },
      { label: 'Post', as: 'main', cell: post => name(post) },
      { label: 'State', plain: true, as: 'nowrap', cell: post => state(post) },
      { label: 'Date', as: 'nowrap', cell: post => date(post, language) },
      {
        label: 'Page',
        plain: true,
        as: 'nowrap',
        cell: post => post.status === 'published' && html`<a href="${postPath(post)}">View</a>`,
      },
    ],
  });
}

function name(post: PostSummary): Html {
  const more = [
    ...(post.kind === 'article' || post.kind === 'note' ? [] : [post.kind]),
    ...post.tags.map(tag => tag.name),
  ].join(' · ');
  return html`<a href="${`/admin/posts/${post.id}`}">${postName(post)}</a>${more && html`<br><span class="hint">${more}</span>`}`;
}

function state(post: PostSummary): Html {
  return html`${statusBadge(post.status)}${post.visibility !== 'public' && html` ${badge(post.visibility === 'private' ? 'Private' : 'Unlisted')}`}${post.pinned && html` ${badge('Pinned')}`}`;
}

function date(post: PostSummary, language: string): Html {
  const time = post.publishedAt ?? post.updatedAt;
  return html`<time datetime="${time}">${formatDate(time, language, 'short')}</time>`;
}

function nothing(query: ListQuery): Html {
  if (listPath({ ...query, after: undefined }) !== '/admin/posts')
    return emptyState({
      title: 'No post is all of this',
      text: 'Ask for less.',
      actions: html`<a class="button" href="/admin/posts">All posts</a>`,
    });
  return emptyState({
    title: 'Nothing is written yet',
    text: 'What you write stands here, from the first draft on.',
    actions: html`<a class="button primary" href="/admin/posts/new">Write the first post</a>`,
  });
}
