import { attributes, type Html, html } from '../../../../../core/html/html.ts';
import type { SiteImport } from '../../../../api/contract.ts';
import { formTokenField } from '../../../http/form-token.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { checkbox, field } from '../fields.ts';
import { badge, pageHead } from '../parts.ts';
import { table } from '../table.ts';
import { minute } from '../when.ts';
import { KINDS, MOVING_PATH, progressOf, stateOf, summaryOf } from './words.ts';

/** How to bring a site in and take this one out, and what was brought in lately. */
export function movingView(asked: AdminRequest, imports: readonly SiteImport[], problem?: string): Html {
  const running = imports.find(({ state }) => state === 'waiting' || state === 'running');
  const lede = 'Bring a site in that you have elsewhere, or take everything out.';
  const body = html`${pageHead({ title: 'Import and export', lede })}
<div class="panels moving">${running && problem === undefined ? runs(running) : form(asked, problem)}${exportPanel()}</div>
${imports.length === 0 ? '' : html`<section class="stack imports">${earlier(imports)}</section>`}`;
  const scripts = [asked.frame.assets.movingScript.path];
  return adminLayout(asked, { title: 'Import and export', section: MOVING_PATH, scripts, body });
}

function runs(one: SiteImport): Html {
  return html`<section class="panel"><h2>An import is running</h2><p>${one.name}: ${progressOf(one)}</p>
<p><a class="button primary" href="${`${MOVING_PATH}/${one.id}`}">See how far it is</a></p>
<p class="hint">One at a time: the next can begin when it has ended.</p></section>`;
}

/** The file comes last: what stands before it is read before it comes. */
function form(asked: AdminRequest, problem: string | undefined): Html {
  const described = problem === undefined ? 'file-hint' : 'file-problem file-hint';
  const input = attributes({
    id: 'file',
    name: 'file',
    type: 'file',
    required: true,
    accept: '.zip,.xml,.json',
    'aria-invalid': problem && 'true',
    'aria-describedby': described,
  });
  return html`<section class="panel"><h2>Bring a site in</h2>
<p>Give one file. What it is is told by what is in it:</p>
<ul class="taken"><li>a ZIP of a folder with Markdown files, as Jekyll, Hugo and Eleventy have it</li><li>a ZIP of Croft's own export</li><li>the XML of WordPress: Tools → Export → All content</li><li>the JSON of Ghost: Settings → Migration → Export</li></ul>
${problem === undefined ? '' : html`<p class="problem" id="file-problem" role="alert">${problem}</p>`}
<form class="form" method="post" action="${MOVING_PATH}" enctype="multipart/form-data" data-sends>${formTokenField(asked)}
<div class="checks">${checkbox({ label: 'Try it first', name: 'dryRun', checked: true, hint: 'It is only told what would come of it. Then do it with the same file.' })}
${checkbox({ label: 'Leave pictures at the old site', name: 'keepMedia', hint: 'Of WordPress and Ghost. Else they are fetched from there and kept here.' })}
${checkbox({ label: 'Tell others of these posts', name: 'tell', hint: 'As of new ones: sites that they link to, webhooks, and those who follow the feeds.' })}</div>
${field({ label: 'Address of the old site', name: 'site', type: 'url', placeholder: 'https://blog.example.org', hint: 'For Ghost only, whose export does not tell it.' })}
<div class="form-field"><label for="file">File</label><input${input}><span class="hint" id="file-hint">Bringing the same in again changes nothing, and goes on where it stopped. What you have edited here since stays.</span></div>
<p><button class="primary" type="submit">Send the file</button></p></form></section>`;
}

function exportPanel(): Html {
  return html`<section class="panel"><h2>Take everything out</h2>
<p>One ZIP file with every post as Markdown, all media, and the rest as JSON: comments and mentions, revisions, redirects, settings, webhooks, the names and roles of accounts. Another Croft takes it in whole, and other programs read the posts.</p>
<p><strong>It is as private as the site itself.</strong> Drafts, private posts, addresses of subscribers, the secrets of webhooks and the key of comment codes are in it. Passkeys, tokens and sessions are not.</p>
<p><a class="button" href="${`${MOVING_PATH}/export`}" download>Download everything</a></p>
<p class="hint">It is made while it is downloaded, and complete when it opens. Feeds that you read are apart, at <a href="/reader/import">the reader</a>.</p></section>`;
}

function earlier(imports: readonly SiteImport[]): Html {
  return table({
    caption: 'The last imports, newest first',
    rows: imports,
    columns: [
      {
        label: 'File',
        as: 'main',
        cell: ({ id, name }) => html`<a href="${`${MOVING_PATH}/${id}`}">${name}</a>`,
      },
      {
        label: 'State',
        cell: one => {
          const { word, tone } = stateOf(one);
          return badge(word, tone);
        },
      },
      { label: 'What', cell: ({ kind }) => (kind === undefined ? '' : KINDS[kind]) },
      { label: 'What came of it', cell: one => one.problem ?? summaryOf(one) },
      { label: 'When', as: 'nowrap', cell: ({ createdAt }) => minute(createdAt) },
    ],
  });
}
