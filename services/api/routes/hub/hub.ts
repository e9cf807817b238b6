import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { topicPath } from '../../hub/topics.ts';
import { HUB_PATH } from '../../site/compose-site.ts';

const DAY = 86_400;
/** Seconds that a subscription lasts: as asked within these bounds, and when nothing was asked. */
const LEASE = { least: 300, most: 30 * DAY, usual: 10 * DAY };

const Form = z.object({
  'hub.mode': z.enum(['subscribe', 'unsubscribe', 'publish']),
  'hub.callback': z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  'hub.topic': z.string().max(2000).optional(),
  'hub.url': z.string().max(2000).optional(),
  'hub.lease_seconds': z.coerce.number().int().min(1).catch(LEASE.usual).default(LEASE.usual),
  'hub.secret': z
    .string()
    .refine(secret => Buffer.byteLength(secret) < 200, 'must be shorter than 200 bytes')
    .optional(),
});

/**
 * `POST /websub`: this site's own hub (https://www.w3.org/TR/websub/#hub). It distributes the site's feeds alone, and answers
 * 202 before it asks the callback.
 */
export async function hubRoute(http: Http, ctx: ApiContext): Promise<void> {
  http.removeAllContentTypeParsers();
  http.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 16_000 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  const limit = limitByAddress({ burst: 60, perMinute: 60 });
  http.post(HUB_PATH, { schema: { body: Form, hide: true }, onRequest: limit }, async (request, reply) => {
    const form = request.body;
    if (form['hub.mode'] === 'publish') {
      await topicPath(ctx, form['hub.topic'] ?? form['hub.url'] ?? '');
      await ctx.queues.distribute.send({});
      return reply.code(202).send();
    }
    const callback = form['hub.callback'];
    if (callback === undefined)
      throw new AppError('invalid', 'hub.callback is missing.', { details: { field: 'hub.callback' } });
    const topic = ctx.origin + (await topicPath(ctx, form['hub.topic'] ?? ''));
    await ctx.queues.verifySubscription.send({
      mode: form['hub.mode'],
      topic,
      callback: new URL(callback).href,
      lease: Math.min(LEASE.most, Math.max(LEASE.least, form['hub.lease_seconds'])),
      secret: form['hub.secret'] || null,
    });
    return reply.code(202).send();
  });
}
