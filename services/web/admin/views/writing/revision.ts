import { type Html, html } from '../../../../../core/html/html.ts';
import type { Diff, Post, RevisionSummary, Snapshot } from '../../../../api/contract.ts';
import { count } from '../../../views/format.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { pageHead, postForm } from '../parts.ts';
import { diffView, fieldChanges } from './diff.ts';
import { when } from './revisions.ts';

export interface RevisionScreen {
  readonly post: Post;
  readonly revision: RevisionSummary & { readonly snapshot: Snapshot };
  /** From that version to the one of now. */
  readonly diff: Diff;
}

/** One version of a post against the one of now, and the way back to it. */
export function revisionView(asked: AdminRequest, { post, revision, diff }: RevisionScreen): Html {
  const path = `/admin/posts/${post.id}/revisions`;
  const by = revision.by === undefined ? '' : ` by ${revision.by.name}`;
  const restore = postForm(
    asked,
    `${path}/${revision.version}`,
    html`<input type="hidden" name="current" value="${post.version}"><button class="primary" type="submit">Restore this version</button>`,
    '',
  );
  const body = html`${pageHead({
    title: `Version of ${when(revision.at)}`,
    lede: revision.current
      ? `Saved${by}. This is what the post is now.`
      : html`Saved${by}. Since then ${count(diff.added, 'line')} came and ${count(diff.removed, 'line')} went.`,
    back: { label: 'History', path },
    ...(revision.current ? {} : { actions: restore }),
  })}
<div class="stack">${fieldChanges(diff.fields, 'Then', 'Now')}${revision.current ? '' : diffView(diff)}
<details class="fold"><summary>The whole text of that version</summary><pre class="whole" tabindex="0">${revision.snapshot.markdown}</pre></details></div>`;
  return adminLayout(asked, { title: `Version of ${when(revision.at)}`, section: '/admin/posts', body });
}
