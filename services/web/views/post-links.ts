import { type Html, html } from '../../../core/html/html.ts';
import type { PostLink, Site } from '../../api/contract.ts';
import { formatDate } from './format.ts';
import { postName } from './kinds.ts';
import { postPath } from './paths.ts';

/** Posts by name and date, for where their summaries would be too much. */
export function postLinks(posts: readonly PostLink[], site: Site): Html {
  return html`<ul class="links">${posts.map(
    post => html`
<li><a href="${postPath(post)}">${postName(post)}</a> <time datetime="${post.publishedAt}">${formatDate(post.publishedAt, site.language, 'short')}</time></li>`,
  )}</ul>`;
}
