import { attributes, type Html, html, raw } from '../../../core/html/html.ts';
import type { Photo } from '../../api/contract.ts';
import { accentAsset } from '../assets/accent.ts';
import { followLine } from './follow.ts';
import type { Frame } from './frame.ts';
import { feedLinks, metadata } from './head.ts';
import { mark } from './mark.ts';

export interface PageHead {
  readonly frame: Frame;
  /** Title of the page; the home page has none of its own. */
  readonly title?: string;
  /** Path and query of its own address; undefined for a page that search engines should not keep. */
  readonly path?: string | undefined;
  /** The address of the original, when the page stood elsewhere first. */
  readonly canonical?: string | undefined;
  /** False for a page with an address of its own that search engines should not keep all the same. */
  readonly listed?: boolean;
  readonly description?: string | undefined;
  /** Of the open graph; `website` unless given. */
  readonly type?: 'article' | 'profile';
  /** Shown where the page is linked to. */
  readonly image?: Photo | undefined;
  /** Path prefix of the feeds that belong to the page besides the site's. */
  readonly feeds?: { readonly title: string; readonly path: string };
  /** More for `<head>`. */
  readonly more?: Html | undefined;
  readonly body: Html;
}

/** A whole page around its content. Nothing is painted before its head is there, whose menu would move as it comes. */
export function layout(head: PageHead): Html {
  const { frame, body } = head;
  const { site } = frame;
  const title = head.title === undefined ? site.title : `${head.title} · ${site.title}`;
  return html`<!doctype html>
<html lang="${site.language}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#faf8f3">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#161a17">
<link rel="expect" href="#masthead" blocking="render">
<link rel="stylesheet" href="${frame.assets.css.path}">
${site.hue === undefined ? '' : html`<link rel="stylesheet" media="screen" href="${accentAsset(site.hue).path}">\n`}<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="webmention" href="/webmention">
<link rel="apple-touch-icon" href="/icon.png">
<link rel="manifest" href="/manifest.webmanifest">
${metadata(head, title)}${feedLinks(head)}${head.more}</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="masthead" id="masthead">
<a class="brand" href="/" rel="home"${attributes({ 'aria-current': head.path === '/' ? 'page' : undefined })}>${mark}<span>${site.title}</span></a>
${navigation(frame, head.path)}</header>
<main id="content" tabindex="-1">
${body}
</main>
${footer(frame)}
</body>
</html>
`;
}

/** The owner's links, and places of other services that are not among them. */
function navigation({ site }: Frame, path: string | undefined): Html {
  const own = site.navigation.map(({ href }) => href);
  const links = [...site.navigation, ...(site.places ?? []).filter(({ href }) => !own.includes(href))];
  if (links.length === 0) return raw('');
  return html`<nav class="menu" aria-label="Main">
<ul>${links.map(({ label, href }) => {
    const current = path?.split('?')[0] === href;
    return html`<li><a href="${href}"${attributes({ 'aria-current': current ? 'page' : undefined })}>${label}</a></li>`;
  })}</ul>
</nav>
`;
}

function footer({ site }: Frame): Html {
  return html`<footer class="colophon">
<p>${site.author.name ? html`Written by <a href="/about" rel="author">${site.author.name}</a>. ` : ''}${followLine('site', '')}</p>${site.terms ? html`\n<p><a href="/terms">Terms</a></p>` : ''}
</footer>`;
}
