import type { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import { logRequestError, requestError, statusOf } from '../../../../core/http/problem.ts';
import type { ApiContext } from '../../context.ts';

/** Errors as Micropub and OAuth say them (https://micropub.spec.indieweb.org/#error-response, RFC 6750, section 3.1). */
export function answerMicropubErrors(http: Http, ctx: ApiContext): void {
  http.setErrorHandler((thrown, request, reply) => {
    const error = requestError(thrown);
    logRequestError(ctx.log, request, error);
    const { status, word } = answerFor(error);
    if (error.retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(error.retryAfter)));
    const scope = (error.details as { scope?: string } | undefined)?.scope;
    if (status === 401)
      reply.header(
        'www-authenticate',
        error.reason === 'invalid_token' ? 'Bearer error="invalid_token"' : 'Bearer',
      );
    else if (word === 'insufficient_scope')
      reply.header('www-authenticate', `Bearer error="insufficient_scope", scope="${scope}"`);
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .send({ error: word, error_description: error.message, ...(scope === undefined ? {} : { scope }) });
  });
}

function answerFor(error: AppError): { status: number; word: string } {
  switch (error.code) {
    case 'unauthenticated':
      return { status: 401, word: 'unauthorized' };
    case 'forbidden':
      return {
        status: 403,
        word: error.reason === 'insufficient_scope' ? 'insufficient_scope' : 'forbidden',
      };
    // The standard has no word for a post that is not there: it is a request about nothing.
    case 'invalid':
      return { status: statusOf(error), word: 'invalid_request' };
    case 'not_found':
      return { status: 400, word: 'invalid_request' };
    case 'conflict':
      return { status: 409, word: 'invalid_request' };
    default:
      return {
        status: error.status,
        word: error.code === 'internal' ? 'server_error' : 'temporarily_unavailable',
      };
  }
}
