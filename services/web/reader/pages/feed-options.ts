import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import type { FeedReading, SetFeedOptions } from '../../../reader/contract.ts';
import { done, type ReaderRequest } from '../reader-page.ts';
import { feedPath } from '../stream.ts';
import { type FeedOptionsPage, feedOptionsView } from '../views/feed-options.ts';
import { feedsOf, findFeed } from './subscriptions.ts';

/** `GET /reader/feed/ID/options`: how its items are read and, for the owner, how it is fetched. */
export async function feedOptionsPage(asked: ReaderRequest): Promise<Html> {
  return feedOptionsView(asked, await load(asked));
}

async function load(asked: ReaderRequest): Promise<Omit<FeedOptionsPage, 'problem'>> {
  const { web, request, account, principal } = asked;
  const feeds = await feedsOf(asked);
  const feed = findFeed(asked, feeds);
  const input = { account, id: feed.id };
  const [{ reading }, fetched] = await Promise.all([
    web.reader.getFeedReading(input, request.call),
    principal.role === 'owner' ? web.reader.getFeedOptions(input, request.call) : undefined,
  ]);
  return { feeds, feed, reading, options: fetched?.options };
}

const text = z.string().trim().max(4000).default('');
const Reading = z.object({ fullText: z.string().optional(), content: text, remove: text });

/** `POST /reader/feed/ID/reading`. */
export async function saveReadingPage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  const { web, request, account } = asked;
  const { fullText, content, remove } = Reading.parse(request.body ?? {});
  const wanted: FeedReading = { fullText: fullText !== undefined, content, remove };
  return await saved(asked, 'reading', { reading: wanted }, async id => {
    const input = {
      account,
      id,
      fullText: wanted.fullText,
      content: content || null,
      remove: remove || null,
    };
    await web.reader.setFeedReading(input, request.call);
  });
}

const Options = z.object({
  userAgent: text,
  cookie: text,
  cookieRemove: z.string().optional(),
  proxy: text,
  proxyRemove: z.string().optional(),
  username: text,
  password: z.string().max(4000).default(''),
  basicAuthRemove: z.string().optional(),
});

/** `POST /reader/feed/ID/options`. A secret that is not written stays as it is. */
export async function saveOptionsPage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  const { web, request, account } = asked;
  const form = Options.parse(request.body ?? {});
  const { userAgent, username, password } = form;
  const change: Omit<SetFeedOptions, 'account' | 'id'> = {
    userAgent: userAgent || null,
    cookie: form.cookieRemove === undefined ? form.cookie || undefined : null,
    proxy: form.proxyRemove === undefined ? form.proxy || undefined : null,
    basicAuth:
      form.basicAuthRemove !== undefined
        ? null
        : username !== '' || password !== ''
          ? { username, password }
          : undefined,
  };
  return await saved(asked, 'options', { userAgent }, async id => {
    await web.reader.setFeedOptions({ account, id, ...change }, request.call);
  });
}

/** Saves it; what cannot be is said on the page, with what was written except secrets. */
async function saved(
  asked: ReaderRequest,
  form: 'reading' | 'options',
  written: Pick<FeedOptionsPage, 'userAgent'> & Partial<Pick<FeedOptionsPage, 'reading'>>,
  save: (id: string) => Promise<void>,
): Promise<Html | FastifyReply> {
  const { id } = asked.request.params as { id: string };
  try {
    await save(id);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'invalid' || !asked.request.wantsHtml) throw thrown;
    asked.reply.code(400);
    return feedOptionsView(asked, {
      ...(await load(asked)),
      ...written,
      problem: { form, ...about(thrown) },
    });
  }
  return done(asked, 'Saved.', { to: `${feedPath(id)}/options` });
}

const Details = z.object({
  field: z.string().optional(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

/** What is wrong, and with which field of the form where it is one of them. */
function about({ message, details }: AppError): { field?: string | undefined; said: string } {
  const { field, issues } = Details.catch({}).parse(details);
  const [issue] = issues ?? [];
  if (!issue) return { field, said: message };
  // `basicAuth.username` is the field `username`.
  const said = /^m(?:ust|ay) /.test(issue.message) ? `This ${issue.message}.` : issue.message;
  return { field: issue.path.split('.').at(-1), said };
}
