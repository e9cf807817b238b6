import type { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import { logRequestError, requestError, statusOf } from '../../../../core/http/problem.ts';
import type { ApiContext } from '../../context.ts';

/** Reasons that OAuth has a word for: RFC 6749, section 5.2, and RFC 6750, section 3.1. */
const WORDS = new Set([
  'invalid_client',
  'invalid_grant',
  'invalid_scope',
  'invalid_token',
  'insufficient_scope',
  'unsupported_grant_type',
]);

/** Errors as OAuth says them. A request that does not say who it is from is told nothing more than that. */
export function answerOauthErrors(http: Http, ctx: ApiContext): void {
  http.setErrorHandler((thrown, request, reply) => {
    const error = requestError(thrown);
    logRequestError(ctx.log, request, error);
    const word = wordFor(error);
    if (error.retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(error.retryAfter)));
    if (error.code === 'unauthenticated' || error.code === 'forbidden')
      reply.header('www-authenticate', WORDS.has(word) ? `Bearer error="${word}"` : 'Bearer');
    reply.code(statusOf(error)).header('cache-control', 'no-store');
    return reply.send({ error: word, error_description: error.message });
  });
}

function wordFor({ code, reason }: AppError): string {
  if (reason !== undefined && WORDS.has(reason)) return reason;
  if (code === 'internal') return 'server_error';
  return code === 'invalid' || code === 'unauthenticated' ? 'invalid_request' : 'temporarily_unavailable';
}
