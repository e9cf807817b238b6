import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';

/** Path of the feed that a topic is; throws `invalid` for an address that is no feed of this site. */
export async function topicPath(ctx: ApiContext, topic: string): Promise<string> {
  const url = URL.parse(topic);
  if (url?.origin === ctx.origin && url.search === '' && url.hash === '') {
    try {
      await ctx.readFeed(url.pathname);
      return url.pathname;
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'not_found')) throw error;
    }
  }
  throw new AppError(
    'invalid',
    'This hub distributes the feeds of this site alone: hub.topic is none of them.',
    {
      details: { field: 'hub.topic' },
    },
  );
}
