import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AppError, HTTP_STATUS } from '../../../core/errors.ts';
import type { Html } from '../../../core/html/html.ts';
import { clearCookie, SESSION_COOKIE, sessionOf } from '../../../core/http/cookies.ts';
import type { Http } from '../../../core/http/http.ts';
import { logRequestError, requestError, statusOf } from '../../../core/http/problem.ts';
import type { WebContext } from '../context.ts';
import { postsLike } from '../posts-like.ts';
import { recentPosts } from '../recent-posts.ts';
import { errorView, goneView, notFoundView } from '../views/error.ts';
import { frameOf } from '../views/frame.ts';
import { followMoved } from './moved.ts';
import { HTML } from './rendered.ts';

/** Seconds after which a page that met an outage is worth another try. */
const RETRY_AFTER = 15;

/** People get errors as pages; programs get core's problem documents, to which the error is passed on. */
export function answerErrorsWithPages(http: Http, web: WebContext): void {
  http.setErrorHandler(async (thrown, request, reply) => {
    const error = requestError(thrown);
    const moved = await followMoved(web, request, reply, error);
    if (moved === 'gone') return sendGone(web, request, reply);
    if (moved !== undefined) return moved;
    if (!request.wantsHtml) throw thrown;
    if (error.reason === 'sign_in') {
      if (sessionOf(request, web.origin) !== undefined) clearCookie(reply, web.origin, SESSION_COOKIE);
      return reply.redirect(
        request.method === 'GET' ? `/sign-in?next=${encodeURIComponent(request.url)}` : '/sign-in',
        303,
      );
    }
    logRequestError(web.log, request, error);
    return sendErrorPage(web, request, reply, error);
  });
}

/** Asks nobody whose absence may be the error, except for the recent posts of a 404, which may fail. */
async function sendErrorPage(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  error: AppError,
): Promise<FastifyReply> {
  const passing = error.code === 'unavailable' || error.code === 'deadline';
  const status = passing ? HTTP_STATUS.unavailable : statusOf(error);
  const retryAfter = error.retryAfter ?? (passing ? RETRY_AFTER : undefined);
  if (retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(retryAfter)));
  const page =
    error.code === 'not_found'
      ? await notFoundPage(web, request)
      : errorView(frameOf(web, web.state.lastSite), { status, message: error.message, id: traceId(request) });
  return reply.code(status).header('cache-control', 'no-store').type(HTML).send(page.text);
}

/** With what the address is like, or else what is new. */
async function notFoundPage(web: WebContext, request: FastifyRequest): Promise<Html> {
  const [alike, recent] = await Promise.all([postsLike(web, request), recentPosts(web, request.call)]);
  return notFoundView(frameOf(web, web.state.lastSite), { alike, recent });
}

/** What the owner has taken away for good (410 Gone, RFC 9110, section 15.5.11): feed readers stop asking, search engines forget. */
async function sendGone(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  reply.code(410).header('cache-control', 'no-store');
  if (!request.wantsHtml) return reply.type('text/plain; charset=utf-8').send('This is gone for good.\n');
  const recent = await recentPosts(web, request.call);
  return reply.type(HTML).send(goneView(frameOf(web, web.state.lastSite), recent).text);
}

/** What a visitor can quote and the owner can find in the log: the trace id of the request. */
function traceId(request: FastifyRequest): string {
  return request.call.traceparent?.split('-')[1] ?? String(request.id);
}
