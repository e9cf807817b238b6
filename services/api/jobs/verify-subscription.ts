import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { isFetchError } from '../../../core/fetch/index.ts';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { countSubscriptions, endSubscription, saveSubscription } from '../store/hub/subscriptions.ts';

const Data = z.object({
  mode: z.enum(['subscribe', 'unsubscribe']),
  topic: z.string(),
  callback: z.string(),
  /** Seconds. */
  lease: z.number().int(),
  secret: z.string().nullable(),
});

export const MOST_OF_A_HOST = 200;
const MOST = 20_000;

/** Asks a callback whether it wants what was asked for in its name (https://www.w3.org/TR/websub/#hub-verifies-intent), and does it. */
export function verifySubscriptionJob(ctxOf: () => ApiContext): JobDefinition<typeof Data> {
  return {
    schema: Data,
    timeout: 60,
    retry: { limit: 3, delay: 10 },
    async handler({ mode, topic, callback, lease, secret }) {
      const { db, fetcher, log } = ctxOf();
      const host = new URL(callback).hostname;
      const counted = await countSubscriptions(db, host, MOST);
      if (mode === 'subscribe' && (counted.host >= MOST_OF_A_HOST || counted.all >= MOST)) {
        log.warn({ host }, 'A subscription is not taken: there are too many.');
        return;
      }
      const challenge = randomBytes(24).toString('base64url');
      const url = new URL(callback);
      url.searchParams.append('hub.mode', mode);
      url.searchParams.append('hub.topic', topic);
      url.searchParams.append('hub.challenge', challenge);
      if (mode === 'subscribe') url.searchParams.append('hub.lease_seconds', String(lease));
      try {
        const answer = await fetcher.fetch(url.href, {
          maxBytes: 10_000,
          redirects: 0,
          timeouts: { total: 15_000 },
        });
        if (answer.status >= 500) throw new Error(`The callback answered with the status ${answer.status}.`);
        if (answer.status < 200 || answer.status > 299 || answer.text().trim() !== challenge) return;
      } catch (error) {
        if (isFetchError(error) && (error.code === 'forbidden' || error.code === 'invalid')) return;
        throw error;
      }
      if (mode === 'unsubscribe') return endSubscription(db, topic, callback);
      await saveSubscription(db, {
        topic,
        callback,
        host,
        secret,
        expiresAt: new Date(Date.now() + lease * 1000),
      });
    },
  };
}
