import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Feed } from '../../../reader/contract.ts';
import { accentAsset } from '../../assets/accent.ts';
import { formTokenField } from '../../http/form-token.ts';
import { mark } from '../../views/mark.ts';
import { end, paintWhole } from '../../views/whole.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { countsOf, type ReaderStream } from '../stream.ts';
import { postForm } from './forms.ts';
import { sidebar } from './sidebar.ts';

export interface ReaderPage {
  readonly title: string;
  readonly feeds: readonly Feed[];
  /** The list that is shown, or that the page belongs to. */
  readonly stream?: ReaderStream;
  readonly body: Html;
  /** Seconds after which the browser loads the page again. */
  readonly refresh?: number;
}

/** A page of the reader around its content: the lists at the side, and what the last form had to say. */
export function readerLayout(asked: ReaderRequest, page: ReaderPage): Html {
  const { frame, prefs, principal } = asked;
  const { assets, site } = frame;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${page.title} · Reader</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#faf8f3">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#161a17">
<meta name="robots" content="noindex">
${page.refresh === undefined ? '' : html`<meta http-equiv="refresh" content="${String(page.refresh)}">\n`}${paintWhole}
<link rel="stylesheet" href="${assets.readerCss.path}">
${site.hue === undefined ? '' : html`<link rel="stylesheet" media="screen" href="${accentAsset(site.hue).path}">\n`}<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="/icon.png">
<link rel="manifest" href="/manifest.webmanifest">
<script type="module" src="${assets.readerScript.path}"></script>
</head>
<body${attributes({ class: prefs.side === 'off' ? 'reader no-side' : 'reader', 'data-account': asked.account, 'data-token': asked.formToken })}>
<a class="skip" href="#content">Skip to content</a>
<header class="side" id="side" popover>
<p class="side-head"><a class="brand" href="/reader">${mark}<span>Reader</span></a><button class="icon close only-popover" type="button" popovertarget="side" popovertargetaction="hide" aria-label="Close the lists"></button></p>
<form class="find" action="/reader/search" role="search"><label class="visually-hidden" for="find">Search</label><input${attributes({ id: 'find', name: 'q', type: 'search', placeholder: 'Search', maxlength: 200, value: page.stream?.query })}></form>
${sidebar({ ...page, counts: countsOf(page.feeds), itemTags: asked.itemTags })}
<p class="side-foot"><a href="/reader/feeds">Feeds</a> <a href="/reader/subscribe">Subscribe</a> <a href="/reader/rules">Rules</a> <a href="/reader/clients">Apps</a> <a href="/">${site.title}</a></p>
<form class="who" method="post" action="/sign-out">${formTokenField(asked)}<span>${principal.name}</span><button class="quiet small" type="submit">Sign out</button></form>
</header>
<main id="content" tabindex="-1">
<div id="news" role="status">${notice(asked)}</div>
${page.body}
</main>
${end}
</body>
</html>
`;
}

function notice(asked: ReaderRequest): Html {
  const { notice: said, follow } = asked;
  if (said === undefined) return html``;
  const { undo, link } = follow;
  return html`<div class="notice"><p>${said}${link ? html` <a href="${link.path}">${link.label}</a>` : ''}</p>${
    undo
      ? postForm(asked, undo.action, undo.fields, html`<button type="submit" class="small">Undo</button>`)
      : ''
  }</div>`;
}

/** Opens the lists where they do not stand beside; a link where the browser knows no popover. */
export const sideButton = html`<button class="icon lists-button" type="button" popovertarget="side" aria-label="Lists"></button><a class="icon lists-link" href="/reader/feeds" aria-label="Feeds"></a>`;
