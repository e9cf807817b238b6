import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Feed, Import, ImportProblem } from '../../../reader/contract.ts';
import { formTokenField } from '../../http/form-token.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { nearWords } from './age.ts';
import { readerLayout } from './reader-layout.ts';
import { head } from './subscriptions.ts';

/** Entries that cannot be used, of one page. */
export const PROBLEMS = 500;
/** Seconds after which the page of an import that runs is loaded again. */
const AGAIN = 3;

export interface ImportPage {
  readonly feeds: readonly Feed[];
  /** The last one of the person's. */
  readonly last: Import | undefined;
  readonly problems: readonly ImportProblem[];
  /** What is wrong with the form that was sent. */
  readonly problem?: string;
}

/** The form that takes a file of another reader, with how far the last is, or what came of it. */
export function importView(asked: ReaderRequest, { feeds, last, problems, problem }: ImportPage): Html {
  const running = last !== undefined && last.endedAt === undefined;
  const body = html`${head('Import and export')}
${last ? html`<section class="panel last-import" aria-labelledby="last">${running ? progress(last) : result(last, problems)}</section>` : ''}
${running ? '' : form(asked, problem)}
${exports()}`;
  const again = running && problem === undefined ? { refresh: AGAIN } : {};
  return readerLayout(asked, { title: 'Import and export', feeds, body, ...again });
}

/** What is given out, for this reader elsewhere or for another. */
function exports(): Html {
  return html`<section class="form" aria-labelledby="export"><h2 id="export">Export</h2>
<p><a class="button" href="/reader/export" download>Your feeds, as OPML</a></p>
<p><a class="button" href="/reader/export/items" download>What is starred, tagged or saved, as JSON</a></p>
<p><a class="button" href="/reader/export/items?all=yes" download>All items, and which were read, as JSON</a></p>
<p><a class="button" href="/reader/export/settings" download>Your rules, and how feeds are read, as JSON</a></p>
<p class="hint">This page takes in all of it. The JSON of items is that of Google Reader, which FreshRSS and others take in too. Cookies and passwords of feeds stay here.</p></section>`;
}

function form(asked: ReaderRequest, problem: string | undefined): Html {
  const described = problem === undefined ? 'file-hint' : 'file-problem file-hint';
  const input = { id: 'file', name: 'file', type: 'file', required: true, accept: '.opml,.xml,.json,.zip' };
  return html`<form class="form" method="post" action="/reader/import" enctype="multipart/form-data">${formTokenField(asked)}
<div class="form-field"><label for="file">File of another reader</label>${problem === undefined ? '' : html`<p class="problem" id="file-problem" role="alert">${problem}</p>`}<input${attributes({ ...input, 'aria-invalid': problem && 'true', 'aria-describedby': described })}><span class="hint" id="file-hint">OPML of any reader; starred items as JSON from FreshRSS or Miniflux; the ZIP of FreshRSS. At most 20 MB. Importing it again changes nothing.</span></div>
${asked.principal.role === 'owner' ? html`<div class="check"><input id="public" name="public" type="checkbox"><label for="public">Visitors see the new feeds at /reading</label></div>` : ''}
<button class="primary" type="submit">Import</button></form>`;
}

function progress({ name, done, total }: Import): Html {
  const far = total === undefined ? 'It is being read.' : `${done} of ${total} done.`;
  return html`<h2 id="last">${name} is being taken in</h2>
<p role="status"><progress${attributes({ value: total && done, max: total, 'aria-label': 'How far it is' })}></progress> ${far}</p>
<p class="hint">It goes on when you leave this page. <a href="/reader/import">Look again</a></p>`;
}

function result(last: Import, problems: readonly ImportProblem[]): Html {
  const { name, endedAt, added, known, skipped, invalid } = last;
  const said = [
    `${added} added`,
    `${known} known already`,
    ...(skipped > 0 ? [`${skipped} neither starred nor tagged, and of feeds that you do not read`] : []),
    ...(invalid > 0 ? [`${invalid} not usable`] : []),
  ].join(', ');
  return html`<h2 id="last">${name}, ${endedAt && nearWords(endedAt, Date.now())}</h2>
${last.problem === undefined ? '' : html`<p class="problem-line">${last.problem}</p>`}
<p>${last.total === undefined ? '' : `${said}.`}${added > 0 ? ' New feeds are fetched in the next minutes.' : ''}</p>
${problems.length === 0 ? '' : list(problems)}`;
}

function list(problems: readonly ImportProblem[]): Html {
  const end = problems.at(-1)!.number;
  return html`<details class="imported" open><summary class="listed">Not taken over, or not wholly</summary>
<ol>${problems.map(({ place, what, problem }) => html`<li><span class="hint">${place}</span> ${what || '(without a name)'}<p class="problem-line">${problem}</p></li>`)}</ol>
${problems.length === PROBLEMS ? html`<p><a href="/reader/import?after=${String(end)}">The next</a></p>` : ''}</details>`;
}
