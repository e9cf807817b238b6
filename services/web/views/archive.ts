import { attributes, type Html, html } from '../../../core/html/html.ts';
import type { PostSummary } from '../../api/contract.ts';
import { count, formatDate } from './format.ts';
import type { Frame } from './frame.ts';
import { postName } from './kinds.ts';
import { layout } from './layout.ts';
import { pager } from './pager.ts';
import { postPath, withQuery, yearPath } from './paths.ts';

interface Archive {
  readonly year?: number | undefined;
  readonly after?: string | undefined;
  readonly years: readonly { year: number; count: number }[];
  readonly posts: readonly PostSummary[];
  readonly next?: string | undefined;
}

/** Posts by title, month by month, with a way to each year. */
export function archiveView(frame: Frame, archive: Archive): Html {
  const { year, years, posts, next, after } = archive;
  const total = years.reduce((sum, one) => sum + one.count, 0);
  const path = year === undefined ? '/archive' : yearPath(year);
  const shown = year === undefined ? total : years.find(one => one.year === year)?.count;
  const body = html`<div>
<header class="page-head">${year === undefined ? '' : html`<p class="kicker"><a href="/archive">Archive</a></p>`}
<h1>${year ?? 'Archive'}</h1>
<p class="lede">${count(shown ?? posts.length, 'post')}${year === undefined && years.length > 1 ? `, ${years.at(-1)?.year} to ${years[0]?.year}` : ''}.</p></header>
${yearList(years, year)}
${months(posts).map(month => monthSection(month, frame, year))}
${pager({ older: next && withQuery(path, { after: next }), newest: after === undefined ? undefined : path })}
</div>`;
  const title = year === undefined ? 'Archive' : `Archive of ${year}`;
  return layout({ frame, title, path: after === undefined ? path : undefined, body });
}

function yearList(years: Archive['years'], current: number | undefined): Html {
  if (years.length < 2) return html``;
  return html`<nav class="years" aria-label="Years"><ul>${years.map(
    ({ year, count: posts }) =>
      html`<li><a href="${yearPath(year)}"${attributes({ 'aria-current': year === current ? 'page' : undefined })}>${year}<span class="count"> ${posts}</span></a></li>`,
  )}</ul></nav>`;
}

function months(posts: readonly PostSummary[]): PostSummary[][] {
  const groups = new Map<string, PostSummary[]>();
  for (const post of posts) {
    const month = (post.publishedAt ?? post.createdAt).slice(0, 7);
    const group = groups.get(month);
    if (group) group.push(post);
    else groups.set(month, [post]);
  }
  return [...groups.values()];
}

function monthSection(posts: readonly PostSummary[], { site }: Frame, year: number | undefined): Html {
  const first = posts[0]!.publishedAt ?? posts[0]!.createdAt;
  return html`
<section class="month"><h2>${formatDate(first, site.language, 'month')}${year === undefined ? ` ${first.slice(0, 4)}` : ''}</h2>
<ol>${posts.map(post => {
    const time = post.publishedAt ?? post.createdAt;
    return html`<li><time datetime="${time}">${formatDate(time, site.language, 'day')}</time><a href="${postPath(post)}">${postName(post)}</a></li>`;
  })}</ol></section>`;
}
