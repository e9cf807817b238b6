import type { Http } from '../../../../core/http/http.ts';
import { logRequestError, requestError, statusOf } from '../../../../core/http/problem.ts';
import type { ReaderContext } from '../../context.ts';

/** Says what is wrong as plain text, which apps show as it is; a wrong password as ClientLogin did. */
export function answerGoogleErrors(http: Http, ctx: Pick<ReaderContext, 'log'>): void {
  http.setErrorHandler((thrown, request, reply) => {
    const error = requestError(thrown);
    logRequestError(ctx.log, request, error);
    if (error.retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(error.retryAfter)));
    if (error.code === 'unauthenticated') reply.header('www-authenticate', 'GoogleLogin realm="reader"');
    const text =
      error.code === 'unauthenticated' ? `Error=BadAuthentication\n${error.message}` : error.message;
    return reply
      .code(statusOf(error))
      .header('cache-control', 'no-store')
      .type('text/plain; charset=utf-8')
      .serializer((payload: string) => payload)
      .send(`${text}\n`);
  });
}
