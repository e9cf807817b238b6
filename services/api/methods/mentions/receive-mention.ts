import { AppError } from '../../../../core/errors.ts';
import { Limiter } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { domainOf, requireAddress } from '../../mentions/addresses.ts';
import { findTarget } from '../../mentions/find-target.ts';
import { verdictOn } from '../../store/mentions/domains.ts';
import { noteMention } from '../../store/mentions/mentions.ts';

export interface MentionInput {
  source: string;
  target: string;
  vouch?: string | undefined;
  origin: 'webmention' | 'pingback';
}

/** One domain cannot fill the queue of all. */
const byDomain = new Limiter({ burst: 60, perMinute: 30 });

/**
 * Takes a mention in to be looked at by a job (https://www.w3.org/TR/webmention/#receiving-webmentions). Throws `invalid` for
 * addresses that cannot be, with the reason `no_such_target` when there is nothing here at the target, and `forbidden` for
 * a domain that the owner has blocked.
 */
export async function receiveMention(ctx: ApiContext, input: MentionInput): Promise<{ id: string }> {
  const source = requireAddress('source', input.source);
  const target = requireAddress('target', input.target);
  const vouch = input.vouch ? requireAddress('vouch', input.vouch) : null;
  if (new URL(source).origin === ctx.origin)
    throw new AppError('invalid', 'The source is on this site itself.', { details: { field: 'source' } });
  const found = await findTarget(ctx, target);
  if (!found)
    throw new AppError('invalid', 'There is nothing at the target that can be mentioned.', {
      reason: 'no_such_target',
      details: { field: 'target' },
    });
  const host = domainOf(source);
  if ((await verdictOn(ctx.db, host)) === 'block')
    throw new AppError('forbidden', 'Mentions from this domain are not accepted here.');
  byDomain.take(host);
  return ctx.db.transaction().execute(async trx => {
    const id = await noteMention(trx, {
      source,
      target,
      host,
      post: found.post,
      origin: input.origin,
      vouch,
    });
    await ctx.queues.checkMention.send({ id }, { trx, singletonKey: id });
    return { id };
  });
}
