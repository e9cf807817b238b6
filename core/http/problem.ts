import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { AppError, toAppError } from '../errors.ts';
import type { Log } from '../log.ts';

/** A problem document, RFC 9457 (https://www.rfc-editor.org/rfc/rfc9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Extension members: our error code, its reason, the fields that were wrong, and an id to quote. */
  code: string;
  reason?: string;
  details?: unknown;
  instance?: string;
}

/** Any error of a request as an AppError: validation, Fastify's own refusals, and everything else. */
export function requestError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const details = error.validation.map(issue => ({
      path: issue.instancePath.replace(/^\//, ''),
      message: issue.message ?? 'is wrong',
    }));
    const said = details.map(one => `${one.path || error.validationContext}: ${one.message}`).join('; ');
    return new AppError('invalid', `The request is not right. ${said}`, { details });
  }
  const status = (error as Partial<FastifyError> | undefined)?.statusCode;
  if (status !== undefined && status >= 400 && status < 500) {
    return new AppError('invalid', (error as Error).message, { reason: REFUSALS[status] ?? 'bad_request' });
  }
  return toAppError(error);
}

/** Refusals of HTTP itself that have no code of their own keep their status. */
const REFUSALS: Readonly<Record<number, string>> = {
  405: 'method_not_allowed',
  412: 'precondition_failed',
  413: 'too_large',
  415: 'unsupported_media_type',
  431: 'headers_too_large',
};

/** The status to answer with: the code's own, unless HTTP has a closer one for the reason. */
export function statusOf(error: AppError): number {
  for (const [status, reason] of Object.entries(REFUSALS)) if (error.reason === reason) return Number(status);
  return error.status;
}

/** Logs what needs a person to look at, with the id that the visitor may quote. */
export function logRequestError(log: Log, request: FastifyRequest, error: AppError): void {
  const line = {
    err: error.cause ?? error,
    method: request.method,
    path: request.url.split('?')[0],
    trace: request.call.traceparent,
  };
  if (error.code === 'internal') log.error(line, 'request failed');
  else if (error.code === 'unavailable' || error.code === 'deadline')
    log.warn({ ...line, err: undefined, reason: error.message }, 'request could not be served');
}

/** Answers with a problem document. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError): FastifyReply {
  const status = statusOf(error);
  const problem: Problem = {
    type: 'about:blank',
    title: error.code.replaceAll('_', ' '),
    status,
    detail: error.message,
    code: error.code,
    ...(error.reason === undefined ? {} : { reason: error.reason }),
    ...(error.details === undefined ? {} : { details: error.details }),
    instance: `trace:${request.call.traceparent?.split('-')[1]}`,
  };
  if (error.retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(error.retryAfter)));
  if (error.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .serializer(JSON.stringify)
    .send(problem);
}
