import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '../../../core/html/html.ts';
import type { Actor, Scope } from '../../api/contract.ts';
import type { WebContext } from '../context.ts';
import { leaveNotice, takeNotice } from '../http/notice.ts';
import { HTML } from '../http/rendered.ts';
import { requireFormToken, requireSignedIn, type SignedIn } from '../http/signed-in.ts';
import { type Frame, frameOf } from '../views/frame.ts';

/** What an admin screen or the handler of one of its forms is given. */
export interface AdminRequest extends SignedIn {
  readonly web: WebContext;
  readonly frame: Frame;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** What the form before this screen has to say. */
  readonly notice: string | undefined;
}

/** Gives the screen, or has answered by itself, as with a redirect, and gives nothing. */
export type AdminHandler = (asked: AdminRequest) => Promise<Html | FastifyReply>;

/** The handler of a GET for whoever has the scope; never kept by any cache. */
export function adminPage(web: WebContext, scope: Scope, handler: AdminHandler) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const signedIn = await requireSignedIn(web, request, scope);
    const site = await web.state.site(await web.state.revision(request.call), request.call);
    reply.header('cache-control', 'no-store');
    const notice = request.method === 'GET' ? takeNotice(request, reply, web.origin) : undefined;
    const answer = await handler({ ...signedIn, web, frame: frameOf(web, site), request, reply, notice });
    return 'text' in answer ? reply.type(HTML).send(answer.text) : answer;
  };
}

/** The handler of a form's POST: as `adminPage`, and the form must come from a page of this session. */
export function adminAction(web: WebContext, scope: Scope, handler: AdminHandler) {
  const page = adminPage(web, scope, handler);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    requireFormToken(web, request);
    return page(request, reply);
  };
}

/** Goes on to a screen after a form was taken (303 See Other), with what to say there. */
export function goTo({ web, reply }: AdminRequest, path: string, notice?: string): FastifyReply {
  if (notice !== undefined) leaveNotice(reply, web.origin, notice);
  return reply.redirect(path, 303);
}

/** Who asks, for the audit log. */
export function actorOf({ principal, request }: AdminRequest): Actor & { account: string } {
  return { account: principal.account, address: request.ip };
}
