import { toAppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';

/** Has the site's hub tell whoever subscribed to a feed of recommendations. Where it cannot be asked now, they find out by themselves. */
export async function tellSubscribers({ api, log }: Pick<ReaderContext, 'api' | 'log'>): Promise<void> {
  try {
    await api.distributeFeeds({});
  } catch (error) {
    log.warn({ error: toAppError(error).message }, 'the hub was not told of a recommendation');
  }
}
