import { type Html, html } from '../../../../core/html/html.ts';
import type { Feed } from '../../../reader/contract.ts';
import { count } from '../../views/format.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { feedPath } from '../stream.ts';
import { nearWords } from './age.ts';
import { postForm } from './forms.ts';
import { readerLayout } from './reader-layout.ts';
import { head } from './subscriptions.ts';

/** What is wrong with which feeds, since when, and what happens next. */
export function healthView(asked: ReaderRequest, feeds: readonly Feed[]): Html {
  const bad = feeds
    .filter(({ problem }) => problem !== undefined)
    .sort((a, b) => (a.problemSince ?? '').localeCompare(b.problemSince ?? ''));
  const well = feeds.length - bad.length;
  const body = html`${head('How the feeds are')}
<p class="about">${bad.length === 0 ? `All is well with ${count(feeds.length, 'feed')}.` : `${count(bad.length, 'feed')} in trouble; ${well} well.`}</p>
<div class="troubled">${bad.map(feed => troubled(asked, feed))}</div>`;
  return readerLayout(asked, { title: 'How the feeds are', feeds, body });
}

function troubled(asked: ReaderRequest, feed: Feed): Html {
  const now = Date.now();
  const poll = postForm(
    asked,
    `${feedPath(feed.id)}/poll`,
    {},
    html`<button class="small" type="submit">Poll now<span class="visually-hidden">: ${feed.title}</span></button> <a class="button small" href="${`${feedPath(feed.id)}/edit`}">Change<span class="visually-hidden"> ${feed.title}</span></a>`,
  );
  return html`<article class="panel"><h2><a href="${feedPath(feed.id)}">${feed.title}</a></h2><p class="problem-line">${feed.problem}</p>
<dl class="facts"><dt>Address</dt><dd>${feed.url}</dd>${feed.problemSince ? html`<dt>Since</dt><dd>${nearWords(feed.problemSince, now)}</dd>` : ''}${feed.polledAt ? html`<dt>Last try</dt><dd>${nearWords(feed.polledAt, now)}</dd>` : ''}${feed.nextPollAt ? html`<dt>Next try</dt><dd>${nearWords(feed.nextPollAt, now)}</dd>` : ''}</dl>${poll}</article>`;
}
