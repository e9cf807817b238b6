import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Feed } from '../../../reader/contract.ts';
import { formTokenField } from '../../http/form-token.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { readerLayout } from './reader-layout.ts';
import { head } from './subscriptions.ts';

/** The form that takes a file of another reader. */
export function importView(
  asked: ReaderRequest,
  { feeds, problem }: { readonly feeds: readonly Feed[]; readonly problem?: string },
): Html {
  const body = html`${head('Import and export')}
<form class="form" method="post" action="/reader/import" enctype="multipart/form-data">${formTokenField(asked)}
${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
<div class="form-field"><label for="file">File of another reader</label><input id="file" name="file" type="file" required accept=".opml,.xml,.json,.zip" aria-describedby="file-hint"><span class="hint" id="file-hint">OPML of any reader; starred items as JSON from FreshRSS or Miniflux; the ZIP of FreshRSS. At most 20 MB. Importing it again changes nothing.</span></div>
${asked.principal.role === 'owner' ? html`<div class="check"><input id="public" name="public" type="checkbox"><label for="public">Visitors see the new feeds at /reading</label></div>` : ''}
<button class="primary" type="submit">Import</button></form>
<p class="about"><a class="button" href="/reader/export" download>Export your feeds as OPML</a></p>`;
  return readerLayout(asked, { title: 'Import and export', feeds, body });
}

/** What came of a line or an item. */
export interface Imported {
  readonly where: string;
  readonly what: string;
  readonly outcome: 'added' | 'known' | 'skipped' | 'invalid';
  readonly message?: string | undefined;
}

const GROUPS = [
  ['invalid', 'Not usable'],
  ['added', 'Added'],
  ['known', 'Known already'],
  ['skipped', 'Neither starred nor tagged, and of feeds that you do not read'],
] as const;

/** Everything that was in a file, by what came of it. */
export function importedView(
  asked: ReaderRequest,
  { feeds, imported }: { readonly feeds: readonly Feed[]; readonly imported: readonly Imported[] },
): Html {
  const groups = GROUPS.map(([outcome, label]) => ({
    outcome,
    label,
    lines: imported.filter(one => one.outcome === outcome),
  })).filter(({ lines }) => lines.length > 0);
  const body = html`${head('Imported', html`<a class="button" href="/reader">To your items</a>`)}
<p class="about" role="status">${groups.length === 0 ? 'There was nothing in the file.' : groups.map(({ label, lines }) => `${label}: ${lines.length}`).join('. ')}. New feeds are fetched in the next minutes.</p>
${groups.map(
  ({
    outcome,
    label,
    lines,
  }) => html`<details${attributes({ class: 'fold imported', open: outcome === 'invalid' })}><summary>${label} (${lines.length})</summary>
<ol>${lines.map(({ where, what, message }) => html`<li><span class="hint">${where}</span> ${what || '(without a name)'}${message ? html`<p class="problem-line">${message}</p>` : ''}</li>`)}</ol></details>
`,
)}`;
  return readerLayout(asked, { title: 'Imported', feeds, body });
}
