import { attributes, type Html, html } from '../../../core/html/html.ts';
import type { Frame } from './frame.ts';
import { relMe } from './head.ts';
import { profilePage } from './json-ld.ts';
import { layout } from './layout.ts';
import { supportLine } from './support.ts';

/** Who writes here, as a representative h-card (https://microformats.org/wiki/representative-h-card-parsing). */
export function aboutView(frame: Frame): Html {
  const { site, origin } = frame;
  const { name, photo, bio, url, links = [] } = site.author;
  const places = [
    ...(url && !url.startsWith(`${origin}/`) ? [{ label: bare(url), href: url }] : []),
    ...links,
  ];
  const shown = name || site.title;
  const body = html`<div class="column h-card">
<header class="page-head"><p class="kicker">About</p><h1 class="p-name">${shown}</h1>
${bio ? html`<p class="lede p-note">${bio}</p>` : html`<p class="lede">Writes <a href="/">${site.title}</a>.</p>`}
<a class="u-url u-uid" href="${`${origin}/`}" hidden>${origin}</a></header>
${photo ? html`<p><img${attributes({ class: 'u-photo portrait', src: photo, alt: `A picture of ${shown}`, width: 192, height: 192 })}></p>` : ''}
${
  places.length > 0
    ? html`<section aria-labelledby="places"><h2 id="places">Elsewhere</h2>
<ul class="places">${places.map(
        ({ label, href }) => html`<li><a class="u-url" rel="me" href="${href}">${label}</a></li>`,
      )}</ul></section>`
    : ''
}
${bio && site.description ? html`<p>Here: <a href="/">${site.title}</a>. ${site.description}</p>` : ''}
${supportLine(frame)}
</div>`;
  return layout({
    frame,
    title: `About ${shown}`,
    path: '/about',
    description: bio || site.description,
    type: 'profile',
    image: photo ? { src: photo, alt: shown } : undefined,
    more: html`${relMe({ frame })}${profilePage(frame)}\n`,
    body,
  });
}

function bare(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
