import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Coding } from '../../../core/http/encoding.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { WebContext } from '../context.ts';
import { type Frame, frameOf } from '../views/frame.ts';
import type { Page } from './page.ts';
import { bytesOf, HTML, type Rendered } from './rendered.ts';
import { sendStored } from './send.ts';
import { findSignedIn } from './signed-in.ts';
import type { StoredPage } from './stored-page.ts';

/** For whoever knows no Zstandard, Brotli is made at once. */
const FIRST: readonly Coding[] = ['zstd', 'br', 'gzip'];

/** The handler of a GET page: from this process's memory if it is there, else from the shared cache, else rendered. */
export function servePage<S extends z.ZodType>(web: WebContext, page: Page<S>) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply | Promise<FastifyReply> => {
    const parsed = page.input.safeParse({ ...(request.query as object), ...(request.params as object) });
    if (!parsed.success) throw new AppError('not_found', `There is nothing at ${request.url.split('?')[0]}.`);
    const key = page.cacheKey(parsed.data);
    const hit = key === undefined ? undefined : web.pages.hit(key);
    if (hit !== undefined) return sendStored(request, reply, hit);
    return servePageCold(web, page, parsed.data, key, request, reply);
  };
}

async function servePageCold<S extends z.ZodType>(
  web: WebContext,
  page: Page<S>,
  input: z.output<S>,
  key: string | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  try {
    const revision = await web.state.revision(request.call, key !== undefined && web.pages.holds(key));
    if (key === undefined) {
      const rendered = await render(web, page, input, revision, request.call);
      return reply
        .header('cache-control', 'no-store')
        .type(rendered.type ?? HTML)
        .send(bytesOf(rendered));
    }
    // Others wait for the same page, so that making it must not end when this request does.
    const { traceparent } = request.call;
    const stored = await web.pages.load(key, revision, page.seconds, () =>
      render(web, page, input, revision, { traceparent }),
    );
    // Brotli is for those who come after: a page that nobody else asks for is not worth it.
    return sendStored(request, reply, stored, FIRST);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (key !== undefined && error.code === 'not_found') web.pages.forget(key);
    const own =
      error.code === 'not_found' ? await servePrivately(web, page, input, request, reply) : undefined;
    if (own !== undefined) return own;
    const old = key === undefined ? undefined : await pageBefore(web, key, error);
    if (old === undefined) throw thrown;
    web.log.warn({ err: thrown, key }, 'an old page is shown because the api cannot be asked');
    return sendStored(request, reply.header('warning', '110 - "Response is Stale"'), old);
  }
}

/** What is not for everybody, to somebody who is signed in; undefined when nobody is, or it is not there for them either. */
async function servePrivately<S extends z.ZodType>(
  web: WebContext,
  page: Page<S>,
  input: z.output<S>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  if (page.privately === undefined) return undefined;
  const reader = (await findSignedIn(web, request))?.principal;
  if (reader === undefined) return undefined;
  const { call } = request;
  try {
    const frame = frameAt(web, await web.state.revision(call), call);
    const rendered = await page.privately({ web, frame, input, call }, reader);
    return reply
      .header('cache-control', 'private, no-store')
      .type(rendered.type ?? HTML)
      .send(bytesOf(rendered));
  } catch (thrown) {
    if (toAppError(thrown).code === 'not_found') return undefined;
    throw thrown;
  }
}

function render<S extends z.ZodType>(
  web: WebContext,
  page: Page<S>,
  input: z.output<S>,
  revision: number,
  call: CallContext,
): Promise<Rendered> {
  return page.render({ web, frame: frameAt(web, revision, call), input, call });
}

function frameAt(web: WebContext, revision: number, call: CallContext): Promise<Frame> {
  const frame = web.state.site(revision, call).then(site => frameOf(web, site));
  // A page that fails before it looks at its frame must not leave a rejection that nobody handles.
  frame.catch(() => {});
  return frame;
}

/** The page as it was before the trouble, when the error is trouble that passes. */
function pageBefore(
  web: WebContext,
  key: string,
  error: AppError,
): Promise<StoredPage | undefined> | undefined {
  return error.code === 'unavailable' || error.code === 'deadline' ? web.pages.old(key) : undefined;
}
