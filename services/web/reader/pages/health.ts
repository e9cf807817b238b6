import type { Html } from '../../../../core/html/html.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { feedHealthView, healthView } from '../views/health.ts';
import { feedsOf, findFeed } from './subscriptions.ts';

/** `GET /reader/health`: with which feeds something is wrong, longest first. */
export async function healthPage(asked: ReaderRequest): Promise<Html> {
  const { web, request, account } = asked;
  const [feeds, { feeds: troubled }] = await Promise.all([
    feedsOf(asked),
    web.reader.listFeedProblems({ account }, request.call),
  ]);
  return healthView(asked, { feeds, troubled });
}

/** `GET /reader/feed/ID/health`: how a feed is, what was tried, and when it is polled next. */
export async function feedHealthPage(asked: ReaderRequest): Promise<Html> {
  const { web, request, account } = asked;
  const feeds = await feedsOf(asked);
  const feed = findFeed(asked, feeds);
  const { health } = await web.reader.feedHealth({ account, id: feed.id }, request.call);
  return feedHealthView(asked, { feeds, feed, health });
}
