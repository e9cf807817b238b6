import { attributes, type Html, html } from '../../../core/html/html.ts';

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
