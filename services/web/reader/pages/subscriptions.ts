import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import type { Feed } from '../../../reader/contract.ts';
import { LanguageTag } from '../prefs.ts';
import { done, type ReaderRequest } from '../reader-page.ts';
import { feedPath } from '../stream.ts';
import { languagesOf } from '../translation.ts';
import { offeredFeedsView } from '../views/offered-feeds.ts';
import { editFeedView, feedsView, subscribeView } from '../views/subscriptions.ts';

/** Tags as people write them, parted by commas. */
export const TagList = z
  .string()
  .max(2000)
  .default('')
  .transform(names => [
    ...new Set(
      names
        .split(',')
        .map(name => name.trim())
        .filter(Boolean),
    ),
  ])
  .pipe(z.array(z.string().max(100)).max(50));
const Title = z.string().trim().max(500).optional();
const Form = z.object({
  url: z.string().trim().min(1).max(2000),
  tags: TagList,
  title: Title,
  public: z.enum(['on', 'off']).optional(),
});
const Edit = z.object({
  title: Title,
  tags: TagList,
  language: z.union([z.literal('').transform(() => null), LanguageTag]).optional(),
  public: z.enum(['on', 'off']).optional(),
});
const Query = z.object({ url: z.string().max(2000).catch('').default('') });

/** `GET /reader/feeds`: every feed under its tags. */
export async function feedsPage(asked: ReaderRequest): Promise<Html> {
  const [feeds, languages] = await Promise.all([feedsOf(asked), languagesOf(asked)]);
  return feedsView(asked, feeds, languages);
}

/** `GET /reader/subscribe`, with the address of what is to be read if a bookmarklet has sent it. */
export async function newFeedPage(asked: ReaderRequest): Promise<Html> {
  const { url } = Query.parse(asked.request.query);
  return subscribeView(asked, { feeds: await feedsOf(asked), form: { url, tags: '' } });
}

/** `POST /reader/subscribe`. What cannot be read is said on the form. */
export async function subscribePage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  const { web, request, account } = asked;
  const form = Form.safeParse(request.body ?? {});
  if (!form.success) return again(asked, 'Enter the address of a site or of its feed.');
  const { url, tags, title } = form.data;
  const shown = form.data.public === undefined ? undefined : form.data.public === 'on';
  try {
    const {
      feed,
      created,
      others = [],
    } = await web.reader.subscribe(
      { account, url: withScheme(url), tags, title: title || undefined, public: shown },
      { ...request.call, deadline: Date.now() + PATIENCE_MS },
    );
    const said = created ? `You are subscribed to ${feed.title}.` : `You read ${feed.title} already.`;
    if (others.length > 0 && request.wantsHtml) {
      const feeds = await feedsOf(asked);
      return offeredFeedsView(asked, { feeds, feed, said, choices: others, tags: tags.join(', ') });
    }
    return done(asked, said, { to: feedPath(feed.id), json: { id: feed.id, created, others } });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal' || !request.wantsHtml) throw thrown;
    return again(asked, error.message);
  }
}

/** Looking for a feed may take longer than a page. */
export const PATIENCE_MS = 50_000;

/** People leave out `https://`. */
function withScheme(url: string): string {
  return /^[a-z][a-z+.-]*:/i.test(url) && !/^[\w.-]+:\d/.test(url) ? url : `https://${url}`;
}

async function again(asked: ReaderRequest, problem: string): Promise<Html> {
  const { url = '', tags = '' } = asked.request.body as { url?: string; tags?: string };
  asked.reply.code(400);
  return subscribeView(asked, { feeds: await feedsOf(asked), form: { url, tags }, problem });
}

/** `GET /reader/feed/ID/edit`. */
export async function editFeedPage(asked: ReaderRequest): Promise<Html> {
  const feeds = await feedsOf(asked);
  return editFeedView(asked, feeds, findFeed(asked, feeds));
}

/** `POST /reader/feed/ID/edit`. */
export async function saveFeedPage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account, principal } = asked;
  const form = Edit.safeParse(request.body ?? {});
  if (!form.success)
    throw new AppError(
      'invalid',
      'A title has 500 letters at most, a tag 100, a feed has 50 tags, and a language is written as de or pt-BR.',
    );
  const { id, title: before } = findFeed(asked, await feedsOf(asked));
  const { tags, language } = form.data;
  const title = form.data.title === before ? undefined : form.data.title;
  const shown = principal.role === 'owner' ? form.data.public === 'on' : undefined;
  await web.reader.updateFeed({ account, id, title, tags, language, public: shown }, request.call);
  return done(asked, 'Saved.', { to: feedPath(id) });
}

/** `POST /reader/feed/ID/language`: in which language its items are. */
export async function saveLanguagePage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account } = asked;
  const form = z.object({ language: LanguageTag }).safeParse(request.body ?? {});
  if (!form.success) throw new AppError('invalid', 'A language is written as de or pt-BR.');
  const { id } = findFeed(asked, await feedsOf(asked));
  await web.reader.updateFeed({ account, id, ...form.data }, request.call);
  return done(asked, 'Saved.');
}

/** `POST /reader/feed/ID/unsubscribe`. */
export async function unsubscribePage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account } = asked;
  const feed = findFeed(asked, await feedsOf(asked));
  await web.reader.unsubscribe({ account, id: feed.id }, request.call);
  const fields = {
    url: feed.url,
    tags: feed.tags.join(', '),
    title: feed.title,
    public: feed.public ? 'on' : 'off',
  };
  return done(asked, `You no longer read ${feed.title}.`, {
    to: '/reader',
    undo: { action: '/reader/subscribe', fields },
  });
}

/** `POST /reader/feed/ID/poll`: looks for news now. */
export async function pollPage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account } = asked;
  const { id } = request.params as { id: string };
  const call = { ...request.call, deadline: Date.now() + PATIENCE_MS };
  try {
    const { outcome, added, problem } = await web.reader.pollNow({ account, id }, call);
    const news = added === 0 ? 'Nothing is new.' : `${added} new.`;
    return done(asked, outcome === 'failed' || outcome === 'gone' ? (problem ?? 'It failed.') : news);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'rate_limited' || !request.wantsHtml) throw thrown;
    return done(asked, error.message);
  }
}

/** The subscription that the address names. Throws `not_found`. */
export function findFeed({ request }: ReaderRequest, feeds: readonly Feed[]): Feed {
  const { id } = request.params as { id: string };
  const feed = feeds.find(one => one.id === id);
  if (!feed) throw new AppError('not_found', 'You are not subscribed to that feed.');
  return feed;
}

export async function feedsOf({ web, request, account }: ReaderRequest): Promise<Feed[]> {
  return (await web.reader.listFeeds({ account }, request.call)).feeds;
}
