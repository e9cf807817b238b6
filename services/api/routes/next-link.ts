import type { Http } from '../../../core/http/http.ts';
import type { ApiContext } from '../context.ts';

/**
 * Gives every list that is added to `http` from now on a Link header to its next page (RFC 8288): wherever an answer has `next`,
 * the cursor of that page.
 */
export function linkNext(http: Http, { origin }: Pick<ApiContext, 'origin'>): void {
  http.addHook('preSerialization', async (request, reply, payload) => {
    const { next } = (payload ?? {}) as { next?: unknown };
    if (request.method === 'GET' && typeof next === 'string') {
      const target = new URL(request.url, origin);
      target.searchParams.set('cursor', next);
      reply.header('link', `<${origin}${target.pathname}${target.search}>; rel="next"`);
    }
    return payload;
  });
}
