import type { CallContext } from '../../core/rpc/contract.ts';
import type { PostSummary } from '../api/contract.ts';
import type { WebContext } from './context.ts';

const SHOWN = 5;

/** A few recent posts for somebody who is lost, out of the cache; none when the api is away. */
export async function recentPosts(web: WebContext, call: CallContext): Promise<readonly PostSummary[]> {
  try {
    const revision = await web.state.revision(call);
    await web.state.site(revision, call);
    const load = async () =>
      (await web.api.listPosts({ limit: SHOWN }, { traceparent: call.traceparent })).posts;
    return await web.cache.wrap(`web:recent:${revision}`, { fresh: 3600, stale: 3600 }, load);
  } catch {
    // The page says what it must without them, and whoever failed has logged why.
    return [];
  }
}
