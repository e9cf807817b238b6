import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppError } from '../../../core/errors.ts';
import type { WebContext } from '../context.ts';

/** Seconds for which browsers may go by a redirect without asking: the owner may think again. */
const KEPT = 300;
const LONGEST_PATH = 2000;

/**
 * Answers a request for something that has moved with the way to it, whoever asks: feed readers follow as people do. Gives
 * `gone` for what the owner has taken away for good, and undefined when nothing is known of the address.
 */
export async function followMoved(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  error: AppError,
): Promise<FastifyReply | 'gone' | undefined> {
  if (error.code !== 'not_found' || (request.method !== 'GET' && request.method !== 'HEAD')) return undefined;
  const { to, status } = await whereItWent(web, request, error);
  if (status === 410) return 'gone';
  if (to === undefined) return undefined;
  return reply.header('cache-control', `public, max-age=${KEPT}`).redirect(to, status ?? 301);
}

async function whereItWent(
  web: WebContext,
  request: FastifyRequest,
  error: AppError,
): Promise<{ to?: string | undefined; status?: 301 | 302 | 410 | undefined }> {
  if (error.reason === 'moved') return { to: (error.details as { path: string }).path, status: 301 };
  const path = request.url.split('?')[0]!;
  if (path.length > LONGEST_PATH) return {};
  try {
    return await web.api.resolvePath({ path }, request.call);
  } catch (thrown) {
    // The page that is not there is answered all the same.
    web.log.warn({ err: thrown, path }, 'the api could not say where an address went');
    return {};
  }
}
