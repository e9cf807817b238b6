import { attributes, type Html, html } from '../../../../../core/html/html.ts';
import { type ImportNote, type ImportReport, NOTES_KEPT } from '../../../../api/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { checkbox, field } from '../fields.ts';
import { badge, pageHead, postForm } from '../parts.ts';
import { minute } from '../when.ts';
import { KINDS, MOVING_PATH, progressOf, sizeOf, stateOf, summaryOf } from './words.ts';

/** One import: how far it is, or what came of it and what can be done next. */
export function reportView(asked: AdminRequest, report: ImportReport, problem?: string): Html {
  const { state, name, kind, bytes, createdAt } = report;
  const running = state === 'waiting' || state === 'running';
  const { word, tone } = stateOf(report);
  const about = [kind && KINDS[kind], bytes > 0 && sizeOf(bytes)].filter(Boolean).join(', ');
  const head = pageHead({
    title: name,
    lede: html`${badge(word, tone)} ${about}${about ? ', ' : ''}${minute(createdAt)}`,
    back: { label: 'Import and export', path: MOVING_PATH },
  });
  const body = html`<div data-import="${running ? 'running' : 'ended'}">${head}<div class="stack moving">${
    running ? progress(asked, report) : result(report)
  }${running ? '' : next(asked, report, problem)}${notes('Did not go in', report.failures, report.failed)}${notes('To be looked at', report.warnings, report.warned)}</div></div>`;
  const scripts = [asked.frame.assets.movingScript.path];
  return adminLayout(asked, { title: name, section: MOVING_PATH, scripts, body, again: running });
}

function progress(asked: AdminRequest, report: ImportReport): Html {
  const { id, done, total, step, stopAsked, dryRun, wentOn } = report;
  const known = step !== undefined && total !== undefined && total > 0;
  const bar = attributes({
    value: known ? done : undefined,
    max: known ? total : undefined,
    'aria-label': 'How far it is',
  });
  const stop = stopAsked
    ? html`<p>It is being stopped.</p>`
    : postForm(asked, `${MOVING_PATH}/${id}/stop`, html`<button type="submit">Stop</button>`, '');
  return html`<section class="panel"><h2>${dryRun ? 'It is being tried' : 'It is being brought in'}</h2>
<p role="status" data-progress><progress${bar}></progress> ${progressOf(report)}</p>
${wentOn ? html`<p class="hint">Croft was restarted meanwhile, and it goes on.</p>` : ''}
${stop}<p class="hint">It goes on when you leave this page. <a href="${`${MOVING_PATH}/${id}`}">Look again</a></p></section>`;
}

function result(report: ImportReport): Html | string {
  const { state, counts, problem, dryRun, wentOn } = report;
  if (state === 'ready' || state === 'uploading') return '';
  const nothing =
    counts !== undefined && report.failed === 0 && Object.values(counts).every(one => one === 0);
  const said = nothing ? 'there is nothing in it' : summaryOf(report);
  return html`<section class="panel"><h2>What ${dryRun && state === 'done' ? 'would come' : 'came'} of it</h2>
${problem === undefined ? '' : html`<p class="problem">${problem}</p>`}
${counts === undefined ? '' : html`<p>${said[0]?.toUpperCase()}${said.slice(1)}.</p>`}
${wentOn ? html`<p class="hint">Croft was restarted meanwhile, and it went on: what had gone in before counts as it is here.</p>` : ''}</section>`;
}

/** What the file that is kept is good for. */
function next(asked: AdminRequest, report: ImportReport, problem: string | undefined): Html | string {
  const { id, state, dryRun, kept, kind, keepMedia, tell, site } = report;
  if (state === 'uploading') return '';
  if (!kept) return html`<p class="hint">The file is gone. Send it again to bring in more of it.</p>`;
  const [title, label] =
    state === 'ready'
      ? ['The file is there', 'Begin']
      : state === 'done' && dryRun
        ? ['Do it', 'Do it']
        : state === 'stopped'
          ? ['Go on', 'Go on']
          : ['Do it again', 'Do it again'];
  const foreign = kind === 'wordpress' || kind === 'ghost';
  const choices = html`${kind === 'ghost' ? field({ label: 'Address of the old site', name: 'site', type: 'url', value: site, required: true, placeholder: 'https://blog.example.org', hint: 'The export of Ghost does not tell it.' }) : ''}
${foreign ? checkbox({ label: 'Leave pictures at the old site', name: 'keepMedia', checked: keepMedia }) : ''}
${kind === 'site' ? '' : checkbox({ label: 'Tell others of these posts', name: 'tell', checked: tell, hint: 'As of new ones: sites that they link to, webhooks, and those who follow the feeds.' })}
${state === 'ready' ? checkbox({ label: 'Try it first', name: 'dryRun', checked: true, hint: 'It is only told what would come of it.' }) : ''}`;
  const button = html`<p><button class="primary" type="submit">${label}</button></p>`;
  return html`<section class="panel"><h2>${title}</h2>${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
${postForm(asked, `${MOVING_PATH}/${id}/begin`, html`${choices}${button}`)}<p class="hint">With the same file, which is kept here for a week. What is here already is left as it is.</p></section>`;
}

function notes(title: string, list: readonly ImportNote[], all: number): Html | string {
  if (list.length === 0) return '';
  const more = all > NOTES_KEPT ? html`<p class="hint">These are the first ${NOTES_KEPT} of ${all}.</p>` : '';
  return html`<section class="panel"><h2>${title} <span class="count">${all}</span></h2>${more}
<ul class="notes">${list.map(({ place, note }) => html`<li><b>${place}</b> ${note}</li>`)}</ul></section>`;
}
