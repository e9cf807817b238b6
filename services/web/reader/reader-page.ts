import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Html } from '../../../core/html/html.ts';
import type { Scope } from '../../api/contract.ts';
import { accountOf } from '../../reader/contract.ts';
import { type AdminRequest, adminAction, adminPage, goTo } from '../admin/admin-page.ts';
import type { WebContext } from '../context.ts';
import { Next } from '../http/next.ts';
import { type Follow, leaveFollow, takeFollow } from './flash.ts';
import { type Prefs, takePrefs } from './prefs.ts';

/** What a page of the reader or the handler of one of its forms is given. */
export interface ReaderRequest extends AdminRequest {
  /** Whose reading it is. */
  readonly account: string;
  /** The tags of their items, by name; for a page alone. */
  readonly itemTags: readonly string[];
  readonly prefs: Prefs;
  readonly follow: Follow;
}

/** Gives the page, or has answered by itself and gives nothing. */
export type ReaderHandler = (asked: ReaderRequest) => Promise<Html | FastifyReply>;

/** The handler of a GET for everybody with an account; never kept by any cache. */
export function readerPage(web: WebContext, handler: ReaderHandler) {
  return adminPage(web, 'member', async asked => handler(await prepare(asked)));
}

/** The handler of a form's POST, from a page of this session. */
export function readerAction(web: WebContext, handler: ReaderHandler, scope: Scope = 'member') {
  return adminAction(web, scope, async asked => handler(await prepare(asked)));
}

async function prepare(asked: AdminRequest): Promise<ReaderRequest> {
  const { web, request, reply, principal } = asked;
  // Whom somebody reads is told to nobody. Episodes come from hosts of all kinds, some without HTTPS.
  const policy = String(reply.getHeader('content-security-policy'));
  reply.headers({
    'content-security-policy': policy
      .replace("media-src 'self' https:", "media-src 'self' https: http:")
      .replace("img-src 'self' https: data:", "img-src 'self' data:; worker-src 'self'"),
    // The worker keeps what is one person's apart from what is another's.
    'croft-account': accountOf(principal),
    'referrer-policy': 'same-origin',
    vary: 'accept',
  });
  const account = accountOf(principal);
  const { tags } = request.wantsHtml
    ? await web.reader.listItemTags({ account }, request.call)
    : { tags: [] };
  return {
    ...asked,
    account,
    itemTags: tags,
    prefs: takePrefs(request, reply, web.origin),
    follow: request.method === 'GET' && request.wantsHtml ? takeFollow(request, reply, web.origin) : {},
  };
}

const Back = z.object({ back: Next });

/**
 * The answer to a form: for a script what was done as JSON, else the page that the form was on, which says so and offers to
 * take it back.
 */
export function done(
  asked: ReaderRequest,
  said: string,
  { json = {}, to, ...follow }: Follow & { json?: object; to?: string } = {},
): FastifyReply {
  const { web, request, reply } = asked;
  if (!request.wantsHtml) return reply.send({ said, ...json });
  if (follow.undo ?? follow.link) leaveFollow(reply, web.origin, follow);
  return goTo(asked, to ?? backOf(asked), said);
}

/** The page of the reader that a form was on. */
export function backOf({ request }: Pick<ReaderRequest, 'request'>): string {
  const { back } = Back.parse(request.body ?? {});
  return back !== undefined && /^\/reader(?:[/?#]|$)/.test(back) ? back : '/reader';
}
