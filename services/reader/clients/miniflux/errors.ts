import type { Http } from '../../../../core/http/http.ts';
import { logRequestError, requestError, statusOf } from '../../../../core/http/problem.ts';
import type { ReaderContext } from '../../context.ts';

/** Errors as Miniflux says them. */
export function answerMinifluxErrors(http: Http, ctx: Pick<ReaderContext, 'log'>): void {
  http.setErrorHandler((thrown, request, reply) => {
    const error = requestError(thrown);
    logRequestError(ctx.log, request, error);
    if (error.retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(error.retryAfter)));
    if (error.code === 'unauthenticated') reply.header('www-authenticate', 'Basic realm="reader"');
    return reply
      .code(statusOf(error))
      .header('cache-control', 'no-store')
      .send({ error_message: error.message });
  });
}
