import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import type { Http } from '../../../core/http/http.ts';
import { limitByAddress } from '../../../core/http/limit.ts';
import type { ReaderContext } from '../context.ts';
import { openHubSecret } from '../push/ask-hub.ts';
import { isSigned } from '../push/signature.ts';
import { takePush } from '../push/take-push.ts';
import { confirmEnded } from '../store/ended-pushes.ts';
import { confirmPush, dropPush, endPush, findPush } from '../store/pushes.ts';

const PATH = '/reader/websub/:callback';
const ById = z.object({ callback: z.string().max(64) });
const DAY = 86_400;
/** Seconds for which a hub may promise to tell. */
const LEASE = { least: 60, most: 365 * DAY, usual: 10 * DAY };
/** Seconds after which a hub that refuses is asked again. */
const DENIED_PAUSE = 7 * DAY;

const Verification = z.object({
  'hub.mode': z.enum(['subscribe', 'unsubscribe', 'denied']),
  'hub.topic': z.string().max(2000),
  'hub.challenge': z.string().min(1).max(1000).optional(),
  'hub.reason': z.string().max(2000).optional(),
  'hub.lease_seconds': z.coerce.number().int().min(1).catch(LEASE.usual).default(LEASE.usual),
});

const TEXT = 'text/plain; charset=utf-8';

/** `GET` and `POST /reader/websub/ID`: where hubs confirm and tell of news (https://www.w3.org/TR/websub/#hub-verifies-intent). */
export async function websubRoutes(http: Http, ctx: ReaderContext): Promise<void> {
  http.removeAllContentTypeParsers();
  http.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: ctx.config.maxFeedBytes },
    (_request, body, done) => done(null, body),
  );
  const onRequest = limitByAddress({ burst: 300, perMinute: 600 });

  http.get(
    PATH,
    { onRequest, schema: { hide: true, params: ById, querystring: Verification } },
    async (request, reply) => {
      const asked = request.query;
      if (asked['hub.mode'] === 'unsubscribe')
        return await reply.type(TEXT).send(await endOf(ctx, request.params.callback, asked));
      const push = await findPush(ctx.db, request.params.callback);
      if (!push || push.topic !== asked['hub.topic']) throw notAsked();
      if (asked['hub.mode'] === 'denied') {
        const reason = asked['hub.reason']?.replace(/\s+/g, ' ').trim().slice(0, 200);
        const problem = reason ? `“${reason}”` : 'it does not say why.';
        await endPush(ctx.db, push.callback, { state: 'denied', problem, again: DENIED_PAUSE });
        return await reply.code(200).send();
      }
      const challenge = challengeOf(asked);
      const lease = Math.min(LEASE.most, Math.max(LEASE.least, asked['hub.lease_seconds']));
      await confirmPush(ctx.db, push.callback, lease);
      return await reply.type(TEXT).send(challenge);
    },
  );

  http.post(
    PATH,
    { onRequest, bodyLimit: ctx.config.maxFeedBytes, schema: { hide: true, params: ById } },
    async (request, reply) => {
      const push = await findPush(ctx.db, request.params.callback);
      const secret = push && openHubSecret(ctx, push);
      if (push && secret === undefined) await dropPush(ctx.db, push.feed_id);
      if (!push || secret === undefined) return await reply.code(410).send();
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const header = request.headers['x-hub-signature'];
      // To whoever cannot sign it is not told that this was noticed (https://www.w3.org/TR/websub/#signature-validation).
      if (isSigned(String(header), secret, body))
        await takePush(ctx, push, { body, type: request.headers['content-type'] });
      else ctx.log.info({ feed: push.feed_id }, 'What was sent in the name of a hub is not signed by it.');
      return await reply.code(202).send();
    },
  );
}

type Asked = z.infer<typeof Verification>;

/** What the hub wants to hear when we have asked it to end. */
async function endOf(ctx: ReaderContext, callback: string, asked: Asked): Promise<string> {
  const challenge = challengeOf(asked);
  if (!(await confirmEnded(ctx.db, callback, asked['hub.topic']))) throw notAsked();
  return challenge;
}

function challengeOf(asked: Asked): string {
  const challenge = asked['hub.challenge'];
  if (challenge === undefined) throw new AppError('invalid', 'hub.challenge is missing.');
  return challenge;
}

function notAsked(): AppError {
  return new AppError('not_found', 'This was not asked for.');
}
