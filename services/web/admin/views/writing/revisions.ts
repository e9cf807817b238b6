import { type Html, html } from '../../../../../core/html/html.ts';
import type { Post, RevisionSummary } from '../../../../api/contract.ts';
import { postName } from '../../../views/kinds.ts';
import { pager } from '../../../views/pager.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { badge, pageHead } from '../parts.ts';
import { table } from '../table.ts';
import { statusBadge } from './status.ts';

export interface RevisionList {
  readonly post: Post;
  readonly revisions: readonly RevisionSummary[];
  readonly next?: string | undefined;
  /** Whether this is the first page. */
  readonly first: boolean;
}

/** What a post was. */
export function revisionsView(asked: AdminRequest, { post, revisions, next, first }: RevisionList): Html {
  const path = `/admin/posts/${post.id}/revisions`;
  const rows = table<RevisionSummary>({
    caption: 'Versions of the post',
    rows: revisions,
    columns: [
      {
        label: 'Saved',
        as: 'main',
        cell: one =>
          html`<a href="${`${path}/${one.version}`}"><time datetime="${one.at}">${when(one.at)}</time></a>${one.current && html` ${badge('Now', 'good')}`}`,
      },
      { label: 'By', cell: one => one.by?.name ?? '' },
      { label: 'Title', cell: one => one.title },
      { label: 'State', plain: true, as: 'nowrap', cell: one => statusBadge(one.status) },
    ],
  });
  const body = html`${pageHead({
    title: 'History',
    lede: 'Every version that was saved. Quick savings of a draft in a row count as one.',
    back: { label: postName(post), path: `/admin/posts/${post.id}` },
  })}${rows}${pager({
    older: next === undefined ? undefined : `${path}?after=${next}`,
    newest: first ? undefined : path,
  })}`;
  return adminLayout(asked, { title: `History of ${postName(post)}`, section: '/admin/posts', body });
}

/** `2026-11-24 20:15 UTC` */
export function when(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
