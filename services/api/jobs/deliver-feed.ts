import { z } from 'zod';
import { isFetchError } from '../../../core/fetch/index.ts';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { signContent } from '../hub/sign.ts';
import { pauseAfter } from '../outgoing/backoff.ts';
import { HUB_PATH } from '../site/compose-site.ts';
import { endSubscription, findSubscription, type SubscriptionRow } from '../store/hub/subscriptions.ts';
import { findTopic } from '../store/hub/topics.ts';

const Data = z.object({ id: z.string(), tries: z.number().int() });

/** Sends a subscriber the feed as it is now (https://www.w3.org/TR/websub/#content-distribution), until it takes it or its lease ends. */
export function deliverFeedJob(ctxOf: () => ApiContext): JobDefinition<typeof Data> {
  return {
    schema: Data,
    policy: 'short',
    concurrency: 4,
    timeout: 60,
    async handler({ id, tries }) {
      const ctx = ctxOf();
      const row = await findSubscription(ctx.db, id);
      if (!row) return;
      const outcome = await deliver(ctx, row);
      if (outcome === 'ended') return endSubscription(ctx.db, row.topic, row.callback);
      const pause = outcome === 'taken' ? undefined : pauseAfter(tries + 1, outcome.retryAfter);
      if (pause !== undefined)
        await ctx.queues.deliverFeed.send({ id, tries: tries + 1 }, { startAfter: pause, singletonKey: id });
    },
  };
}

async function deliver(
  ctx: ApiContext,
  { topic, callback, secret }: SubscriptionRow,
): Promise<'taken' | 'ended' | { retryAfter: number | undefined }> {
  const content = await findTopic(ctx.db, topic);
  if (!content) return 'taken';
  try {
    const { status, retryAfter } = await ctx.fetcher.fetch(callback, {
      method: 'POST',
      body: content.body,
      redirects: 0,
      maxBytes: 10_000,
      timeouts: { total: 20_000 },
      headers: {
        'content-type': content.type,
        link: `<${ctx.origin}${HUB_PATH}>; rel="hub", <${topic}>; rel="self"`,
        ...(secret === null ? {} : { 'x-hub-signature': signContent(secret, content.body) }),
      },
    });
    if (status >= 200 && status <= 299) return 'taken';
    return status === 410 ? 'ended' : { retryAfter };
  } catch (error) {
    if (!isFetchError(error)) throw error;
    if (error.reason === 'too_large') return 'taken';
    return error.code === 'forbidden' || error.code === 'invalid'
      ? 'ended'
      : { retryAfter: error.retryAfter };
  }
}
