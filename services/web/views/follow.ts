import { type Html, html } from '../../../core/html/html.ts';
import { feedFormats } from '../feeds/formats.ts';

/** The feeds of a part of the site, in a sentence. */
export function followLine(what: string, path: string): Html {
  const links = Object.entries(feedFormats).map(
    ([file, { name }]) => html`<a href="${`${path}/${file}`}">${name}</a>`,
  );
  return html`Follow this ${what} with its ${links.map((link, index) => [index === 0 ? '' : index === links.length - 1 ? ' or ' : ', ', link])} feed.`;
}
