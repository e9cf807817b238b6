import { createHash } from 'node:crypto';
import type { ChatContext } from '../context.ts';
import { isKnown } from '../store/previews.ts';

type Looking = Pick<ChatContext, 'previews' | 'log'>;

/** Has it looked what a link leads to; without that the message is as good. */
export function lookAt(ctx: Looking, url: string): void {
  const singletonKey = createHash('sha256').update(url).digest('base64url');
  ctx.previews
    .send({ url }, { singletonKey })
    .catch(err => ctx.log.debug({ err }, 'a link is not looked at'));
}

/** The same where it may be known already. */
export async function lookUnlessKnown(
  ctx: Looking & Pick<ChatContext, 'db'>,
  url: string | undefined,
): Promise<void> {
  if (url !== undefined && !(await isKnown(ctx.db, url))) lookAt(ctx, url);
}
