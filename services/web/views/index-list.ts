import { type Html, html } from '../../../core/html/html.ts';

export interface Counted {
  readonly slug: string;
  readonly name: string;
  readonly count: number;
}

/** Names with how many posts stand behind each, in columns. */
export function indexList(all: readonly Counted[], path: (slug: string) => string, noun: string): Html {
  return html`<ul class="index">${all.map(
    one => html`
<li><a href="${path(one.slug)}">${one.name}</a><span class="leader" aria-hidden="true"></span><span class="count">${one.count}<span class="visually-hidden"> ${one.count === 1 ? noun : `${noun}s`}</span></span></li>`,
  )}</ul>`;
}
