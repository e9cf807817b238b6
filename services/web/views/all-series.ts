import { type Html, html } from '../../../core/html/html.ts';
import type { Frame } from './frame.ts';
import { type Counted, indexList } from './index-list.ts';
import { layout } from './layout.ts';
import { seriesPath } from './paths.ts';

/** Every series by name, with how many parts it has. */
export function allSeriesView(frame: Frame, series: readonly Counted[]): Html {
  const body = html`<div>
<header class="page-head"><h1>Series</h1>
<p class="lede">${series.length === 0 ? 'There is no series here yet.' : 'Posts that are to be read one after the other.'}</p></header>
${indexList(series, seriesPath, 'part')}
</div>`;
  return layout({ frame, title: 'Series', path: '/series', body });
}
