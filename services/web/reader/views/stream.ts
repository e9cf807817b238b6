import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Feed, Item } from '../../../reader/contract.ts';
import { formTokenField } from '../../http/form-token.ts';
import { withQuery } from '../../views/paths.ts';
import type { Prefs } from '../prefs.ts';
import type { ReaderRequest } from '../reader-page.ts';
import {
  countsOf,
  feedPath,
  isReadable,
  type ReaderStream,
  streamPath,
  streamTitle,
  tagPath,
  unreadIn,
} from '../stream.ts';
import { nearWords } from './age.ts';
import { entryList } from './entry.ts';
import { postForm } from './forms.ts';
import { type Notices, noticesView } from './notices.ts';
import { readerLayout, sideButton } from './reader-layout.ts';
import { searchForm } from './search-form.ts';

export interface ShownStream {
  readonly stream: ReaderStream;
  readonly feeds: readonly Feed[];
  readonly items: readonly Item[];
  /** Path of the page that follows. */
  readonly next?: string | undefined;
  /** The newest item that had come in when the page was made. */
  readonly newest?: string | undefined;
  readonly first: boolean;
  /** What rules tell of. */
  readonly notices?: Notices | undefined;
}

/** A list of items: one form, whose buttons are those of each item. */
export function streamView(asked: ReaderRequest, shown: ShownStream): Html {
  const { prefs, request } = asked;
  const { stream, feeds, items, next, first, notices } = shown;
  const body = html`${bar(asked, shown)}
${about(asked, shown)}${notices ? noticesView(asked, notices) : ''}${
  items.length === 0
    ? empty(asked, shown)
    : html`<form class="items" method="post" action="/reader/mark" ${attributes({ 'data-next': next, 'data-layout': prefs.layout })}>${formTokenField(asked)}<input type="hidden" name="back" value="${request.url}"><input type="hidden" name="list" value="${items.map(({ id }) => id).join(',')}">
<div class="${`entries ${prefs.layout}`}">
${entryList(items, asked)}</div>
<p class="list-foot">${isReadable(stream) || stream.query !== undefined ? html`<button type="submit" class="page-read" name="page" value="read">Mark these ${items.length} as read</button>` : ''}${
        next ? html`<a class="button older" rel="next" href="${next}">More</a>` : ''
      }</p></form>`
}${first ? '' : html`<p class="newest"><a href="${streamPath(stream)}">Back to the beginning</a></p>`}`;
  const title = stream.query ? `Search: ${stream.query}` : streamTitle(stream);
  return readerLayout(asked, { title, feeds, stream, body });
}

function bar(asked: ReaderRequest, { stream, feeds, newest }: ShownStream): Html {
  const unread = unreadIn(stream, countsOf(feeds));
  const key = stream.feed ? `feed:${stream.feed.id}` : stream.tag === undefined ? 'all' : `tag:${stream.tag}`;
  return html`<div class="bar">${sideButton}<h1>${streamTitle(stream)}${
    unread === undefined ? '' : html` <span class="count" data-count="${key}">${unread || ''}</span>`
  }</h1>
<div class="tools">${isReadable(stream) ? choices(asked.prefs, stream) : layouts(asked.prefs, stream)}${
    isReadable(stream) ? markMenu(asked, stream, newest) : ''
  }<a class="icon refresh" href="${streamPath(stream)}" aria-label="Refresh" title="Refresh"></a></div></div>`;
}

type Choice = readonly [name: keyof Prefs, value: string, label: string];

const VIEWS: readonly Choice[] = [
  ['view', 'unread', 'Unread'],
  ['view', 'all', 'All'],
];
const ORDERS: readonly Choice[] = [
  ['order', 'newest', 'Newest first'],
  ['order', 'oldest', 'Oldest first'],
];
const LAYOUTS: readonly Choice[] = [
  ['layout', 'list', 'List'],
  ['layout', 'card', 'Cards'],
  ['layout', 'magazine', 'Magazine'],
];

function choices(prefs: Prefs, stream: ReaderStream): Html {
  return html`${segment('Which', VIEWS, prefs, stream)}<details class="menu"><summary class="icon view" aria-label="View" title="View"></summary><div class="sheet"><div class="narrow">${group('Items', VIEWS, prefs, stream)}</div>${group('Order', ORDERS, prefs, stream)}${group('Layout', LAYOUTS, prefs, stream)}</div></details>`;
}

function layouts(prefs: Prefs, stream: ReaderStream): Html {
  return html`<details class="menu"><summary class="icon view" aria-label="View" title="View"></summary><div class="sheet">${group('Layout', LAYOUTS, prefs, stream)}</div></details>`;
}

function segment(label: string, of: readonly Choice[], prefs: Prefs, stream: ReaderStream): Html {
  return html`<nav class="segment" aria-label="${label}">${of.map(one => choice(one, prefs, stream))}</nav>`;
}

function group(label: string, of: readonly Choice[], prefs: Prefs, stream: ReaderStream): Html {
  return html`<p class="group">${label}</p>${of.map(one => choice(one, prefs, stream))}`;
}

function choice([name, value, label]: Choice, prefs: Prefs, stream: ReaderStream): Html {
  const current = prefs[name] === value ? 'true' : undefined;
  const path = streamPath(stream, { [name]: value });
  return html`<a${attributes({ href: path, 'aria-current': current, 'data-choice': value })}>${label}</a>`;
}

function markMenu(asked: ReaderRequest, stream: ReaderStream, newest: string | undefined): Html {
  const fields = { feed: stream.feed?.id, tag: stream.tag, upTo: newest };
  const button = (older: string, label: string) =>
    html`<button type="submit" name="older" value="${older}">${label}</button>`;
  const form = postForm(
    asked,
    '/reader/read',
    fields,
    html`${button('now', 'Mark all as read')}${button('day', 'Older than a day')}${button('week', 'Older than a week')}${button('month', 'Older than a month')}`,
    'sheet mark-all',
  );
  return html`<details class="menu"><summary class="icon check" aria-label="Mark as read" title="Mark as read"></summary>${form}</details>`;
}

/** What a feed or a tag is, and the way to change it. */
function about(asked: ReaderRequest, { stream, feeds }: ShownStream): Html {
  const { feed, tag, itemTag, saved, query, within = {} } = stream;
  if (feed)
    return html`<p class="about">${feed.siteUrl ? html`<a href="${feed.siteUrl}" rel="noopener noreferrer">${hostOf(feed.siteUrl)}</a> ` : ''}${feed.tags.map(
      one => html`<a class="tag" href="${tagPath(one)}">${one}</a> `,
    )}${feed.funding?.map(({ url, text }) => html`<a href="${url}" rel="noopener noreferrer">${text ?? 'Support it'}</a> `) ?? ''}<a href="${streamPath({ query: '', within: { feed } })}">Search</a> <a href="${`${feedPath(feed.id)}/edit`}">Change</a>${
      feed.problem === undefined
        ? ''
        : html`<span class="problem-line"> ${feed.problem} <a href="${`${feedPath(feed.id)}/health`}">${feed.problemSince ? `Since ${nearWords(feed.problemSince, Date.now())}` : 'More'}</a></span>`
    }</p>`;
  if (query !== undefined) return searchForm(asked, { query, within, feeds });
  if (saved) return html`<p class="about"><a href="/reader/save">Save a page</a></p>`;
  const name = tag ?? itemTag;
  if (name === undefined) return html``;
  return html`<p class="about">${
    tag === undefined
      ? html`Items tagged “${name}”. <a href="${tagPath(name)}">Feeds with this tag</a> `
      : html`<a href="${withQuery(tagPath(name), { of: 'items' })}">Items with this tag</a> `
  }<a href="${streamPath({ query: '', within: tag === undefined ? { itemTag } : { tag } })}">Search</a> <a href="${`${tagPath(name)}/edit`}">Rename</a></p>`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : url;
}

function empty({ prefs }: ReaderRequest, { stream, feeds }: ShownStream): Html {
  if (feeds.length === 0)
    return html`<div class="empty"><h2>Nothing to read yet</h2><p>Subscribe to a site and what is new there comes here.</p><p><a class="button primary" href="/reader/subscribe">Subscribe to a feed</a></p></div>`;
  if (stream.query !== undefined)
    return html`<div class="empty"><h2>${stream.query ? 'Nothing found' : 'What are you looking for?'}</h2><p>Search goes through the titles and texts of all that came in.</p></div>`;
  if (stream.starred)
    return html`<div class="empty"><h2>Nothing is starred</h2><p>What you star stays, also when its feed goes.</p></div>`;
  if (stream.saved)
    return html`<div class="empty"><h2>Nothing is saved</h2><p>Pages of any site that you save stay here with their text, to be read when you have time.</p></div>`;
  if (isReadable(stream) && prefs.view === 'unread')
    return html`<div class="empty"><h2>All read</h2><p>New items come here by themselves. <a href="${streamPath(stream, { view: 'all' })}">Show what was read</a></p></div>`;
  return html`<div class="empty"><h2>Nothing here</h2></div>`;
}
