import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { toAppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { done, type ReaderRequest } from '../reader-page.ts';
import { feedPath } from '../stream.ts';
import { feedAddressView } from '../views/feed-address.ts';
import { feedsOf, findFeed } from './subscriptions.ts';

const Form = z.object({ url: z.string().trim().min(1).max(2000) });

/** `GET /reader/feed/ID/address`: from where a feed is read. */
export async function feedAddressPage(asked: ReaderRequest): Promise<Html> {
  const feeds = await feedsOf(asked);
  const feed = findFeed(asked, feeds);
  return feedAddressView(asked, { feeds, feed, url: feed.url });
}

/** `POST /reader/feed/ID/find`: the same page with the feeds that the feed's site names now. */
export async function findFeedsPage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  const { web, request, account } = asked;
  const feeds = await feedsOf(asked);
  const feed = findFeed(asked, feeds);
  const found = await web.reader.findFeeds({ account, id: feed.id }, patient(asked));
  if (!request.wantsHtml) return asked.reply.send(found);
  return feedAddressView(asked, { feeds, feed, url: feed.url, found });
}

/** `POST /reader/feed/ID/address`. An address that leads to no feed is said on the form. */
export async function changeAddressPage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  const { web, request, account } = asked;
  const feeds = await feedsOf(asked);
  const feed = findFeed(asked, feeds);
  const form = Form.safeParse(request.body ?? {});
  if (!form.success) return again('Enter the address of the feed or of its site.', '');
  const { url } = form.data;
  try {
    const { feed: now } = await web.reader.changeAddress({ account, id: feed.id, url }, patient(asked));
    return done(asked, `${now.title} is read from ${now.url}.`, {
      to: feedPath(now.id),
      json: { id: now.id },
    });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal' || !request.wantsHtml) throw thrown;
    return again(error.message, url, error.status);
  }

  function again(problem: string, written: string, status = 400): Html {
    asked.reply.code(status);
    return feedAddressView(asked, { feeds, feed, url: written, problem });
  }
}

/** Looking for a feed may take longer than a page. */
function patient({ request }: ReaderRequest) {
  return { ...request.call, deadline: Date.now() + 50_000 };
}
