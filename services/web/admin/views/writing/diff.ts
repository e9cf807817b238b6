import { attributes, type Html, html } from '../../../../../core/html/html.ts';
import type { Diff, DiffLine } from '../../../../api/contract.ts';

/** What the fields of a post are called on these screens. */
const FIELD_LABELS: Readonly<Record<string, string>> = {
  publishedAt: 'Publish at',
  target: 'About',
  rsvp: 'Answer',
  slug: 'Address',
  visibility: 'Who can see it',
  canonical: 'First published at',
};

/** How one text differs from an older one, line by line with the words marked; said in words too, for those who hear it. */
export function diffView({ lines, cut }: Diff): Html {
  if (lines.every(line => line.kind === 'same' || line.kind === 'gap'))
    return html`<p class="hint">The text is the same.</p>`;
  return html`<div class="diff" role="group" aria-label="Differences of the text" tabindex="0">${lines.map(line)}</div>${cut && html`<p class="hint">The rest of the comparison is too long to be shown.</p>`}`;
}

function line(one: DiffLine): Html {
  if (one.kind === 'gap') return html`<p class="gap">${one.skipped} lines are the same</p>`;
  return html`<p class="${one.kind}">${marked(one)}</p>\n`;
}

/** A line in pieces; what is changed in it is an insertion or a deletion. */
export function marked({ kind, parts }: DiffLine): Html {
  if (kind !== 'added' && kind !== 'removed') return html`${parts.map(part => part.text)}`;
  const whole = parts.every(part => !part.changed);
  return html`${parts.map(({ text, changed }) => {
    if (!changed && !whole) return text;
    return kind === 'added' ? html`<ins>${text}</ins>` : html`<del>${text}</del>`;
  })}`;
}

export interface FieldChange {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

/** What differs beside the text. */
export function fieldChanges(changes: readonly FieldChange[], from: string, to: string): Html {
  if (changes.length === 0) return html``;
  return html`<table class="table changes"><caption>Fields that differ</caption><thead><tr><th scope="col">Field</th><th scope="col">${from}</th><th scope="col">${to}</th></tr></thead><tbody>${changes.map(
    change =>
      html`<tr><th scope="row">${label(change.field)}</th><td${attributes({ 'data-label': from })}>${change.from || '—'}</td><td${attributes({ 'data-label': to })}>${change.to || '—'}</td></tr>`,
  )}</tbody></table>`;
}

function label(field: string): string {
  return FIELD_LABELS[field] ?? field.charAt(0).toUpperCase() + field.slice(1);
}
