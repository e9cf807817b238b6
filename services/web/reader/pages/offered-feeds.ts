import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { count } from '../../views/format.ts';
import { done, type ReaderRequest } from '../reader-page.ts';
import { feedPath } from '../stream.ts';
import { type Choice, offeredFeedsView } from '../views/offered-feeds.ts';
import { feedsOf, PATIENCE_MS, TagList } from './subscriptions.ts';

const Form = z.looseObject({ feed: z.string().max(20), tags: TagList });
const MOST = 30;

/** `POST /reader/subscribe/others`: subscribes to those feeds of a page that are ticked. What cannot be read is said beside it. */
export async function subscribeOthersPage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  const form = Form.safeParse(asked.request.body ?? {});
  if (!form.success) throw new AppError('invalid', 'A tag has 100 letters at most, and a feed has 50 tags.');
  const { tags, feed: first } = form.data;
  const chosen = chosenOf(form.data);
  if (chosen.length === 0) return done(asked, 'Nothing was ticked.', { to: feedPath(first) });
  const { web, request, account, reply } = asked;
  const call = { ...request.call, deadline: Date.now() + PATIENCE_MS };
  const failed: Choice[] = [];
  await Promise.all(
    chosen.map(async offered => {
      try {
        await web.reader.subscribe({ account, url: offered.url, tags }, call);
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.code === 'internal') throw thrown;
        failed.push({ ...offered, problem: error.message });
      }
    }),
  );
  const added = chosen.length - failed.length;
  const said = `You are subscribed to ${count(added, 'more feed')} of the page.`;
  const feeds = await feedsOf(asked);
  const feed = feeds.find(({ id }) => id === first);
  if (failed.length === 0 || !feed) return done(asked, said, { to: '/reader/feeds' });
  reply.code(400);
  return offeredFeedsView(asked, { feeds, feed, said, choices: failed, tags: tags.join(', ') });
}

function chosenOf(form: Readonly<Record<string, unknown>>): Choice[] {
  return Array.from({ length: MOST }, (_, n) => ({
    url: String(form[`url${n}`] ?? '').slice(0, 2000),
    title: String(form[`title${n}`] ?? '').slice(0, 500),
  })).filter(({ url }) => url !== '');
}
