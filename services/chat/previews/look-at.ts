import { createHash } from 'node:crypto';
import type { ChatContext } from '../context.ts';

/** Has it looked what a link leads to; without that the message is as good. */
export function lookAt(ctx: Pick<ChatContext, 'previews' | 'log'>, url: string): void {
  const singletonKey = createHash('sha256').update(url).digest('base64url');
  ctx.previews
    .send({ url }, { singletonKey })
    .catch(err => ctx.log.debug({ err }, 'a link is not looked at'));
}
