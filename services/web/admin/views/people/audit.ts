import { type Html, html } from '../../../../../core/html/html.ts';
import type { AuditArea, AuditEntry } from '../../../../api/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { select } from '../fields.ts';
import { emptyState, pageHead } from '../parts.ts';
import { table } from '../table.ts';
import { minute } from '../when.ts';
import { ACTIONS, AREAS, METHODS } from './words.ts';

export interface AuditList {
  readonly entries: readonly AuditEntry[];
  readonly area: AuditArea | undefined;
  readonly next: string | undefined;
  /** Whether this is not the first page. */
  readonly later: boolean;
}

/** What was done here, the newest first. */
export function auditView(_asked: AdminRequest, { entries, area, next, later }: AuditList): Html {
  const choices = [
    { value: '', label: 'Everything' },
    ...Object.entries(AREAS).map(([value, label]) => ({ value, label })),
  ];
  return html`${pageHead({ title: 'Audit log', lede: 'What was done here, by whom, and from which network. Kept for a year; times are UTC.' })}
<form class="filters" method="get" action="/admin/audit">${select({ label: 'Show', name: 'area', value: area ?? '', choices })}<button type="submit">Filter</button></form>
${
  entries.length === 0
    ? emptyState({ title: 'Nothing here', text: 'Nothing of this kind was done within the last year.' })
    : entryTable(entries)
}
<nav class="pager" aria-label="Pages">${later && html`<a href="/admin/audit${area === undefined ? '' : `?area=${area}`}">← Newest</a>`}${
    next &&
    html`<a class="older" href="/admin/audit?${new URLSearchParams({ ...(area === undefined ? {} : { area }), after: next }).toString()}">Older →</a>`
  }</nav>`;
}

function entryTable(entries: readonly AuditEntry[]): Html {
  return table({
    caption: 'Entries',
    rows: entries,
    columns: [
      {
        label: 'What',
        as: 'main',
        cell: ({ action, subject }) =>
          html`<strong>${ACTIONS[action] ?? action}</strong>${subject && html`<span class="quiet">: ${subject}</span>`}`,
      },
      {
        label: 'Who',
        cell: ({ account, address }) =>
          account?.name ?? (address === undefined ? 'the machine' : 'not known'),
      },
      { label: 'More', cell: ({ detail }) => details(detail) },
      { label: 'From', as: 'nowrap', cell: ({ address }) => address ?? '' },
      { label: 'When', as: 'nowrap', cell: ({ at }) => minute(at) },
    ],
  });
}

/** The details of an entry in one line: "before: moderator, after: member". */
function details(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name === 'expiresAt' ? 'until' : name}: ${word(name, value)}`)
    .join(', ');
}

function word(name: string, value: unknown): string {
  if (name === 'method' && typeof value === 'string') return METHODS[value] ?? value;
  if (Array.isArray(value)) return value.map(String).join(' ');
  if (name === 'expiresAt') return String(value).slice(0, 10);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
