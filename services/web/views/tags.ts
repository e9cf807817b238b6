import { type Html, html } from '../../../core/html/html.ts';
import { count } from './format.ts';
import type { Frame } from './frame.ts';
import { type Counted, indexList } from './index-list.ts';
import { layout } from './layout.ts';
import { tagPath } from './paths.ts';

/** Every tag by name, with how many posts it has. */
export function tagsView(frame: Frame, tags: readonly Counted[]): Html {
  const body = html`<div>
<header class="page-head"><h1>Tags</h1>
<p class="lede">${tags.length === 0 ? 'No post has a tag yet.' : `What the posts here are about, in ${count(tags.length, 'tag')}.`}</p></header>
${indexList(tags, tagPath, 'post')}
</div>`;
  return layout({ frame, title: 'Tags', path: '/tags', body });
}
