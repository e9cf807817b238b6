import { type Html, html } from '../../../../../core/html/html.ts';
import type { Diff, RevisionSummary } from '../../../../api/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import type { SentPost } from '../../writing/read-form.ts';
import { adminLayout } from '../admin-layout.ts';
import { textArea } from '../fields.ts';
import { pageHead, postForm } from '../parts.ts';
import { type FieldChange, fieldChanges } from './diff.ts';
import { when } from './revisions.ts';
import { sidesView } from './sides.ts';

export interface Conflict {
  readonly sent: SentPost;
  /** What the post is now. */
  readonly theirs: RevisionSummary;
  readonly diff: Diff;
  /** What differs beside title and text. */
  readonly fields: readonly FieldChange[];
}

/** Two people, or two windows, have changed one post: both versions, and what to do. */
export function conflictView(asked: AdminRequest, conflict: Conflict): Html {
  const { sent, theirs, diff, fields } = conflict;
  const { id } = sent.state;
  const who =
    theirs.by === undefined
      ? 'Somebody'
      : theirs.by.id === asked.principal.account
        ? 'You, in another window or program,'
        : theirs.by.name;
  const body = html`${pageHead({ title: 'Changed in two places', lede: html`${who} saved this post at <time datetime="${theirs.at}">${when(theirs.at)}</time>, after you had opened it. Nothing of yours is lost; choose what to keep.` })}
<div class="stack">
${fieldChanges(fields, 'Theirs', 'Yours')}
${sidesView(diff, 'Theirs, as it is saved now', 'Yours')}
${postForm(
  asked,
  '/admin/posts/save',
  html`${hiddenFields(sent, theirs.version)}
<details class="fold"><summary>Merge by hand</summary><div>${textArea({ label: 'The text to keep', name: 'markdown', value: sent.fields.markdown, rows: 20, hint: 'It begins as yours; take over from the other side what you want.' })}<p class="buttons"><button class="primary" type="submit" name="do" value="${sent.intent}">Save the merged text</button></p></div></details>
<div class="buttons"><button class="primary" type="submit" name="do" value="${sent.intent}">Keep mine</button></div>`,
  'stack',
)}
${postForm(asked, `/admin/posts/${id}/discard`, html`<button type="submit">Take theirs and drop mine</button>`, '')}
</div>`;
  return adminLayout(asked, { title: 'Changed in two places', section: '/admin/posts', body });
}

/** Everything that was sent but the text, which has a field of its own, on top of the version that is there now. */
function hiddenFields({ state, fields, altIsMeant }: SentPost, version: number): Html {
  const values: Record<string, string | number | undefined> = {
    id: state.id,
    version,
    status: state.status,
    published_at: state.publishedAt,
    copy: state.copy,
    alt_ok: altIsMeant ? 'on' : '',
    title: fields.title,
    kind: fields.kind,
    target_url: fields.targetUrl,
    target_title: fields.targetTitle,
    rsvp: fields.rsvp,
    slug: fields.slug,
    tags: fields.tags,
    summary: fields.summary,
    language: fields.language,
    series: fields.series,
    visibility: fields.visibility,
    pinned: fields.pinned ? 'on' : '',
    canonical: fields.canonical,
    publish_at: fields.publishAt,
    time_zone: fields.timeZone,
  };
  fields.photos.forEach(({ src, alt }, index) => {
    values[`photo_${index}_src`] = src;
    values[`photo_${index}_alt`] = alt;
  });
  return html`${Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value ?? ''}">`)}`;
}
