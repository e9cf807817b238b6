import { type Html, html } from '../../../core/html/html.ts';
import type { Frame } from './frame.ts';

/** Ways to support the author, as the owner has named them; nothing when there are none. */
export function supportLine({ site }: Frame): Html {
  if (site.support.length === 0) return html``;
  const whom = site.author.name || 'this site';
  return html`<aside class="support" aria-labelledby="support"><h2 class="label" id="support">Support ${whom}</h2>
<ul>${site.support.map(({ label, href }) => html`<li><a href="${href}">${label}</a></li>`)}</ul></aside>`;
}
