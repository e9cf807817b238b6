import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import type { CommentFrom, Post, WebIdentity } from '../../../api/contract.ts';
import type { WebContext } from '../../context.ts';
import { HTML } from '../../http/rendered.ts';
import { findSignedIn } from '../../http/signed-in.ts';
import { readWebIdentity, webIdentitySecret } from '../../http/web-identity.ts';
import { type Frame, frameOf } from '../../views/frame.ts';

/** What the pages around one visitor's comment are given. */
export interface Visit {
  readonly web: WebContext;
  readonly request: FastifyRequest;
  readonly frame: Frame;
  readonly post: Post;
  /** Who sends something, as the api wants it. */
  readonly visitor: CommentFrom;
  /** Name of the person who is signed in. */
  readonly as: string | undefined;
  /** The site that the visitor has signed in with. */
  readonly identity: WebIdentity | undefined;
  /** Id of the comment that the address names. */
  readonly id: string;
}

const Params = z.object({ slug: z.string().min(1).max(200), id: z.uuid().default('') });

/** Runs the handler of such a page. It is made for one visitor and kept by no cache. Nobody's address is believed but the connection's. */
export function commentPage(
  web: WebContext,
  handler: (visit: Visit, reply: FastifyReply) => Promise<Html | FastifyReply>,
) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const params = Params.safeParse(request.params);
    if (!params.success) throw new AppError('not_found', 'There is no such comment.');
    const { slug, id } = params.data;
    const [site, post, signedIn, identity] = await Promise.all([
      web.state.revision(request.call).then(revision => web.state.site(revision, request.call)),
      web.api.getPost({ slug }, request.call),
      findSignedIn(web, request),
      readWebIdentity(web, request),
    ]);
    const visitor = {
      address: request.ip,
      userAgent: request.headers['user-agent']?.slice(0, 500),
      account: signedIn?.principal.account,
      site: identity && webIdentitySecret(web, request),
    };
    const visit = {
      web,
      request,
      frame: frameOf(web, site),
      post,
      visitor,
      as: signedIn?.principal.name,
      identity,
      id,
    };
    reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex');
    const answer = await handler(visit, reply);
    return 'text' in answer ? reply.type(HTML).send(answer.text) : answer;
  };
}

const TOLD = new Set(['invalid', 'conflict', 'forbidden', 'rate_limited', 'not_found']);

/** The words of an error that the sender of a form can do something about, with its status; throws any other. */
export function problemOf(thrown: unknown, reply: FastifyReply): string {
  const error = toAppError(thrown);
  if (!TOLD.has(error.code) || error.reason === 'sign_in') throw thrown;
  if (error.retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(error.retryAfter)));
  reply.code(error.status);
  const fields = (error.details as { issues?: { message: string }[] } | undefined)?.issues;
  return fields?.[0]?.message ?? error.message;
}
