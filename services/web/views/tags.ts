import { type Html, html } from '../../../core/html/html.ts';
import { count } from './format.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';
import { tagPath } from './paths.ts';

interface TagCount {
  readonly slug: string;
  readonly name: string;
  readonly count: number;
}

/** Every tag by name, with how many posts it has. */
export function tagsView(frame: Frame, tags: readonly TagCount[]): Html {
  const body = html`<div>
<header class="page-head"><h1>Tags</h1>
<p class="lede">${tags.length === 0 ? 'No post has a tag yet.' : `What the posts here are about, in ${count(tags.length, 'tag')}.`}</p></header>
<ul class="index">${tags.map(
    tag => html`
<li><a href="${tagPath(tag.slug)}">${tag.name}</a><span class="leader" aria-hidden="true"></span><span class="count">${tag.count}<span class="visually-hidden"> ${tag.count === 1 ? 'post' : 'posts'}</span></span></li>`,
  )}</ul>
</div>`;
  return layout({ frame, title: 'Tags', path: '/tags', body });
}
