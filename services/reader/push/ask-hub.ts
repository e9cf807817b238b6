import { toAppError } from '../../../core/errors.ts';
import type { FetchResult } from '../../../core/fetch/index.ts';
import type { ReaderContext } from '../context.ts';
import { statusWords } from '../poll/status-words.ts';
import type { EndedPush } from '../store/ended-pushes.ts';
import { dropPush, endPush, type PushRow } from '../store/pushes.ts';
import { hubSecretOf } from './hubs.ts';

/** Seconds for which we ask to be told; the hub decides. */
const LEASE = 10 * 86_400;

type AskContext = Pick<ReaderContext, 'db' | 'fetcher' | 'log' | 'origin' | 'secrets'>;

/** Asks a hub to tell of a feed's news (https://www.w3.org/TR/websub/#subscriber-sends-subscription-request). */
export async function askHub(ctx: AskContext, push: PushRow, signal: AbortSignal): Promise<void> {
  const secret = openHubSecret(ctx, push);
  // The key has been lost: what the hub was told is worth nothing. The feed's next poll begins anew.
  if (secret === undefined) return await dropPush(ctx.db, push.feed_id);
  const form = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.topic': push.topic,
    'hub.callback': `${ctx.origin}/reader/websub/${push.callback}`,
    'hub.lease_seconds': String(LEASE),
    'hub.secret': secret,
  });
  const problem = await send(ctx, push.hub, form.toString(), signal);
  if (problem === undefined) return;
  ctx.log.info({ feed: push.feed_id, host: new URL(push.hub).hostname }, 'A hub could not be asked.');
  await endPush(ctx.db, push.callback, { state: 'failed', problem });
}

/** Tells a hub that it need not tell of a feed any more. One that does not take it is asked again by `claimEnded`. */
export async function leaveHub(ctx: AskContext, push: EndedPush, signal: AbortSignal): Promise<void> {
  const form = new URLSearchParams({
    'hub.mode': 'unsubscribe',
    'hub.topic': push.topic,
    'hub.callback': `${ctx.origin}/reader/websub/${push.callback}`,
  });
  const problem = await send(ctx, push.hub, form.toString(), signal);
  if (problem !== undefined)
    ctx.log.info({ host: new URL(push.hub).hostname, problem }, 'A hub could not be told of an end.');
}

/** Undefined when the hub has taken it; it confirms by asking us. */
async function send(
  ctx: AskContext,
  hub: string,
  body: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  let answer: FetchResult;
  try {
    answer = await ctx.fetcher.fetch(hub, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
      signal,
      maxBytes: 100_000,
      timeouts: { total: 20_000 },
    });
  } catch (error) {
    signal.throwIfAborted();
    return toAppError(error).message;
  }
  if (answer.status >= 200 && answer.status < 300) return undefined;
  const said = answer
    .text()
    .replace(/<[^>]*>|\s+/g, ' ')
    .trim()
    .slice(0, 200);
  return said === '' ? statusWords(answer.status) : `${statusWords(answer.status)} It says: ${said}`;
}

export function openHubSecret(
  { secrets, log }: Pick<ReaderContext, 'secrets' | 'log'>,
  push: Pick<PushRow, 'feed_id' | 'secret'>,
): string | undefined {
  try {
    return secrets.open(push.secret, hubSecretOf(push.feed_id));
  } catch (error) {
    log.warn({ err: error, feed: push.feed_id }, 'The secret of a hub cannot be read.');
    return undefined;
  }
}
