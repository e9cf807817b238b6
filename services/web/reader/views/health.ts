import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Feed, FeedHealth, FeedHealthDetails, PollAttempt } from '../../../reader/contract.ts';
import { minute } from '../../admin/views/when.ts';
import { count } from '../../views/format.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { feedPath } from '../stream.ts';
import { nearWords } from './age.ts';
import { postForm } from './forms.ts';
import { readerLayout } from './reader-layout.ts';
import { head } from './subscriptions.ts';

/** What is wrong with which feeds, since when, and what happens next. */
export function healthView(
  asked: ReaderRequest,
  { feeds, troubled }: { readonly feeds: readonly Feed[]; readonly troubled: readonly FeedHealth[] },
): Html {
  const said =
    troubled.length === 0
      ? `All is well with ${count(feeds.length, 'feed')}.`
      : `${count(troubled.length, 'feed')} of ${feeds.length} in trouble. They are polled again by themselves, ever more seldom, and never given up.`;
  const body = html`${head('How the feeds are')}
<p class="about">${said}</p>
<div class="troubled">${troubled.map(
    feed =>
      html`<article class="panel"><h2><a href="${`${feedPath(feed.id)}/health`}">${feed.title}</a></h2>${facts(feed)}${actions(asked, feed)}</article>`,
  )}</div>`;
  return readerLayout(asked, { title: 'How the feeds are', feeds, body });
}

/** How one feed is, with every poll that brought news or trouble. */
export function feedHealthView(
  asked: ReaderRequest,
  page: { readonly feeds: readonly Feed[]; readonly feed: Feed; readonly health: FeedHealthDetails },
): Html {
  const { feeds, feed, health } = page;
  const { attempts, quietPolls, push } = health;
  const body = html`${head(feed.title)}
<div class="troubled"><section class="panel" aria-label="State">${facts(health)}${actions(asked, health)}</section>
<section class="panel" aria-labelledby="tried"><h2 id="tried">What was tried</h2>${
    quietPolls > 0
      ? html`<p class="hint">${count(quietPolls, 'poll')} since then that found nothing new.</p>`
      : ''
  }${attempts.length === 0 ? html`<p class="hint">Nothing yet.</p>` : html`<ol class="attempts">${attempts.map(attempt)}</ol>`}</section>
<section class="panel" aria-labelledby="push"><h2 id="push">News without polling</h2><p>${push.words}</p>${
    push.hub ? html`<p class="hint">${push.hub}</p>` : ''
  }</section></div>`;
  return readerLayout(asked, { title: `How ${feed.title} is`, feeds, stream: { feed }, body });
}

function facts(feed: FeedHealth): Html {
  const now = Date.now();
  const bad = feed.state === 'failing' || feed.state === 'gone';
  return html`<p>${bad ? html`<strong class="problem-line">${feed.words}</strong>` : feed.words}</p>
<dl class="facts">${
    feed.problem && !feed.words.includes(feed.problem) ? html`<dt>What</dt><dd>${feed.problem}</dd>` : ''
  }${
    feed.polledAt ? html`<dt>Last poll</dt><dd>${nearWords(feed.polledAt, now)}</dd>` : ''
  }${feed.move ? html`<dt>Moved</dt><dd>${feed.move.words}</dd>` : ''}<dt>Next poll</dt><dd>${nearWords(feed.nextPollAt, now)}. ${feed.nextPollWhy}</dd><dt>Address</dt><dd>${feed.url}</dd></dl>`;
}

function actions(asked: ReaderRequest, feed: FeedHealth): Html {
  const of = html`<span class="visually-hidden">: ${feed.title}</span>`;
  return postForm(
    asked,
    `${feedPath(feed.id)}/poll`,
    {},
    html`<button class="small" type="submit">Poll now${of}</button><a class="button small" href="${`${feedPath(feed.id)}/edit`}">Change${of}</a>${
      feed.state === 'failing' || feed.state === 'gone' || feed.move
        ? html`<a class="button small" href="${`${feedPath(feed.id)}/address`}">Where is it now?${of}</a>`
        : ''
    }`,
  );
}

function attempt({ at, outcome, status, words, ms, bytes }: PollAttempt): Html {
  const bad = outcome === 'failed' || outcome === 'gone';
  return html`<li><span class="when">${minute(at)}</span> <span${attributes({ class: bad ? 'problem-line' : undefined })}>${words}</span> <span class="hint">${status ? `HTTP ${status}, ` : ''}${(bytes / 1000).toFixed(1)} kB in ${(ms / 1000).toFixed(1)} s</span></li>`;
}
