import { createHash } from 'node:crypto';
import { z } from 'zod';
import { toAppError } from '../../../core/errors.ts';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { subscribersOf, wantedTopics } from '../store/hub/subscriptions.ts';
import { keepTopic } from '../store/hub/topics.ts';

/** After a change of the site: whoever subscribed to a feed that is another now gets it, and other hubs are told. */
export function distributeJob(ctxOf: () => ApiContext): JobDefinition<z.ZodObject> {
  return {
    schema: z.object({}),
    policy: 'short',
    concurrency: 1,
    async handler() {
      const ctx = ctxOf();
      for (const topic of await wantedTopics(ctx.db)) await distributeTopic(ctx, topic);
      for (const hub of ctx.config.hubs) await ctx.queues.pingHub.send({ hub }, { singletonKey: hub });
    },
  };
}

async function distributeTopic(ctx: ApiContext, topic: string): Promise<void> {
  const feed = await ctx.readFeed(new URL(topic).pathname).catch(error => {
    // A tag that has no posts any more.
    if (toAppError(error).code === 'not_found') return undefined;
    throw error;
  });
  if (!feed) return;
  const body = Buffer.from(feed.body);
  const hash = createHash('sha256').update(body).digest();
  await ctx.db.transaction().execute(async trx => {
    if (!(await keepTopic(trx, { topic, hash, type: feed.type, body }))) return;
    for (const id of await subscribersOf(trx, topic))
      await ctx.queues.deliverFeed.send({ id, tries: 0 }, { trx, singletonKey: id });
  });
}
