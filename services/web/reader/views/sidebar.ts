import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Feed } from '../../../reader/contract.ts';
import { type Counts, feedPath, type ReaderStream, streamPath, tagPath } from '../stream.ts';

export interface Lists {
  readonly feeds: readonly Feed[];
  readonly counts: Counts;
  /** Tags that items have themselves. */
  readonly itemTags: readonly string[];
  /** The list that is shown, or that the page belongs to. */
  readonly stream?: ReaderStream;
}

/** The lists of a person: all, the starred, the saved, the tagged, and feeds under their tags, a feed under each that it has: a closed tag opens by its page. */
export function sidebar({ feeds, counts, itemTags, stream }: Lists): Html {
  const tags = Object.keys(counts.tags).sort((a, b) => a.localeCompare(b));
  const untagged = feeds.filter(feed => feed.tags.length === 0);
  const all = stream && !stream.feed && stream.tag === undefined && !stream.starred && !stream.saved;
  const river = all && stream.query === undefined && stream.itemTag === undefined;
  return html`<nav class="lists" aria-label="Lists"><ul>
${line({ path: '/reader', label: 'All items', count: counts.total, key: 'all', current: river })}
${line({ path: '/reader/starred', label: 'Starred', current: stream?.starred })}
${line({ path: '/reader/saved', label: 'Saved', current: stream?.saved })}
</ul>
${tagged(itemTags, stream)}${tags.map(tag => fold(tag, feeds, counts, stream))}
${untagged.length === 0 ? '' : html`<ul>${untagged.map(feed => feedLine(feed, stream))}</ul>`}
${troubles(feeds)}</nav>`;
}

/** The tags of items, apart from those of feeds: one name may be both. */
function tagged(itemTags: readonly string[], stream: ReaderStream | undefined): Html {
  if (itemTags.length === 0) return html``;
  const open = stream?.itemTag ? true : undefined;
  return html`<details${attributes({ class: 'item-tags', open })}><summary>Tagged items</summary><ul>${itemTags.map(tag => itemTagLine(tag, stream))}</ul></details>
`;
}

function itemTagLine(tag: string, stream: ReaderStream | undefined): Html {
  const current = stream?.itemTag === tag ? 'page' : undefined;
  const href = streamPath({ itemTag: tag });
  return html`<li><a${attributes({ href, 'aria-current': current })}><span class="name">${tag}<span class="visually-hidden"> (items)</span></span></a></li>`;
}

/** A tag, with its feeds where the list is theirs. The feeds of all tags would be most of every page. */
function fold(tag: string, feeds: readonly Feed[], counts: Counts, stream: ReaderStream | undefined): Html {
  const here = stream?.tag === tag;
  const open = here || (stream?.feed?.tags.includes(tag) ?? false);
  const path = tagPath(tag);
  const inside = open ? feeds.filter(feed => feed.tags.includes(tag)) : [];
  return html`<div class="fold-tag">${link({ path, label: tag, count: counts.tags[tag], key: `tag:${tag}`, current: here })}${
    open
      ? html`<details open><summary${attributes({ 'aria-label': `Feeds of ${tag}` })}></summary><ul>${inside.map(feed => feedLine(feed, stream))}</ul></details>`
      : html`<a class="unfold" href="${path}" tabindex="-1" aria-hidden="true"></a>`
  }</div>
`;
}

function feedLine(feed: Feed, stream: ReaderStream | undefined): Html {
  return line({
    path: feedPath(feed.id),
    label: feed.title,
    count: feed.unread,
    key: `feed:${feed.id}`,
    current: stream?.feed?.id === feed.id,
    problem: feed.problem,
    icon: feed.icon ?? '',
  });
}

interface Line {
  readonly path: string;
  readonly label: string;
  readonly count?: number | undefined;
  /** By which the script finds the count. */
  readonly key?: string;
  readonly current?: boolean | undefined;
  readonly problem?: string | undefined;
  /** Path of the picture of a site; empty for one without. */
  readonly icon?: string | undefined;
}

function line(one: Line): Html {
  return html`<li>${link(one)}</li>`;
}

function link({ path, label, count, key, current, problem, icon }: Line): Html {
  const some = (count ?? 0) > 0;
  return html`<a href="${path}"${attributes({ class: some ? 'some' : undefined, 'aria-current': current ? 'page' : undefined })}>${siteIcon(label, icon)}<span class="name">${label}</span>${
    problem === undefined
      ? ''
      : html`<span class="trouble"><span class="visually-hidden">(in trouble)</span></span>`
  }${key === undefined ? '' : html`<span${attributes({ class: 'count', 'data-count': key })}>${some ? count : ''}</span>`}</a>`;
}

/** A picture of the site, or a tile with its first letter. */
function siteIcon(label: string, icon: string | undefined): Html {
  if (icon === undefined) return html``;
  if (icon !== '')
    return html`<img class="site-icon" src="${icon}" alt="" width="16" height="16" loading="lazy">`;
  const [letter = ''] = label.match(/[\p{L}\p{N}]/u) ?? [];
  return html`<span class="site-icon letter" aria-hidden="true">${letter.toUpperCase()}</span>`;
}

/** What is wrong with feeds is never hidden. */
function troubles(feeds: readonly Feed[]): Html {
  const bad = feeds.filter(({ problem }) => problem !== undefined).length;
  if (bad === 0) return html``;
  return html`<p class="troubles"><a href="/reader/health">${bad === 1 ? '1 feed has trouble' : `${bad} feeds have trouble`}</a></p>`;
}
