import { attributes, type Html, html, raw } from '../../../core/html/html.ts';
import type { Site } from '../../api/contract.ts';
import { alternates } from './head.ts';
import { readingFeed, withQuery } from './paths.ts';

const PAGES = [
  ['/reading', 'Latest'],
  ['/reading/recommended', 'Recommended'],
  ['/blogroll', 'Blogroll'],
] as const;

/** The pages about what the owner reads, among each other. */
export function readingNav(current: (typeof PAGES)[number][0]): Html {
  return html`<nav class="chips" aria-label="Reading"><ul>${PAGES.map(
    ([path, label]) =>
      html`<li><a href="${path}"${attributes({ 'aria-current': path === current ? 'page' : undefined })}>${label}</a></li>`,
  )}</ul></nav>`;
}

/** For the `<head>`: where programs find what is read here (https://opml.org/blogroll.opml). */
export const blogrollLink: Html = html`<link rel="blogroll" type="text/xml" title="Blogroll" href="/.well-known/recommendations.opml">
`;

export function recommendedTitle(site: Site, tag: string | undefined): string {
  return `${site.title}: recommended${tag === undefined ? '' : ` in ${tag}`}`;
}

export function latestTitle(site: Site, tag: string | undefined): string {
  return `${site.title}: reading${tag === undefined ? '' : ` in ${tag}`}`;
}

/** For the `<head>`: the feeds of what is recommended and of what comes in, with a tag or of all. */
export function readingFeedLinks(site: Site, tag: string | undefined): Html {
  return html`${alternates(recommendedTitle(site, tag), readingFeed('recommended', tag))}${alternates(latestTitle(site, tag), readingFeed('latest', tag))}`;
}

/** A page of all feeds, and of the feeds with each tag. */
export function tagFilter(path: string, tags: readonly string[], current: string | undefined): Html {
  if (tags.length === 0) return raw('');
  const link = (label: string, tag: string | undefined) =>
    html`<li><a href="${withQuery(path, { tag })}"${attributes({ 'aria-current': tag === current ? 'true' : undefined })}>${label}</a></li>`;
  return html`<nav class="chips" aria-label="Feeds by tag"><ul>${link('All', undefined)}${tags.map(tag => link(tag, tag))}</ul></nav>`;
}
