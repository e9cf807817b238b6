import { type Html, html } from '../../../core/html/html.ts';
import type { PostSummary } from '../../api/contract.ts';
import { discoveryLinks } from './discovery.ts';
import { authorCard, entryList } from './entry.ts';
import type { Frame } from './frame.ts';
import { relMe } from './head.ts';
import { website } from './json-ld.ts';
import { layout } from './layout.ts';
import { pager } from './pager.ts';
import { withQuery } from './paths.ts';
import { blogrollLink } from './reading-nav.ts';

interface Posts {
  readonly posts: readonly PostSummary[];
  readonly next?: string | undefined;
  readonly first: boolean;
}

/** The home page as an h-feed (https://microformats.org/wiki/h-feed). */
export function homeView(frame: Frame, { posts, next, first }: Posts): Html {
  const { site } = frame;
  const body = html`<div class="h-feed">
<header class="${first ? 'hero' : 'page-head'}">
<h1 class="p-name">${site.title}</h1>
${first && site.description ? html`<p class="lede p-summary">${site.description}</p>` : ''}
${first && site.author.bio ? html`<p class="bio">${site.author.bio}</p>` : ''}
<p class="quiet">By ${authorCard(site, frame.origin)}${first ? '' : html`, earlier posts`}</p>
</header>
${entryList(posts, site, { pins: first })}
${pager({ older: next && withQuery('/', { after: next }), newest: first ? undefined : '/' })}
</div>`;
  return layout({
    frame,
    path: first ? '/' : undefined,
    description: site.description,
    image: site.author.photo ? { src: site.author.photo, alt: site.author.name } : undefined,
    more: html`${discoveryLinks(frame.origin)}${blogrollLink}${first ? html`${relMe({ frame })}${website(frame)}\n` : ''}`,
    body,
  });
}
