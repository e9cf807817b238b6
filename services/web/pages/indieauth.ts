import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Http } from '../../../core/http/http.ts';
import { limitByAddress } from '../../../core/http/limit.ts';
import { AUTHORIZATION_PATH, WEB_SIGN_IN_BACK } from '../../api/contract.ts';
import { adminAction } from '../admin/admin-page.ts';
import type { WebContext } from '../context.ts';
import { decideAuthorize, redeemAuthorize, showAuthorize } from './authorize.ts';
import { beginSiteSignIn, endSiteSignIn, finishSiteSignIn, showSiteSignIn } from './site-sign-in.ts';

type Handler = (web: WebContext, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Each makes fetches from other sites. */
const FETCHING = { burst: 10, perMinute: 10 };
const PLAIN = { burst: 30, perMinute: 60 };

/** The pages of IndieAuth: where the owner decides about programs, and where visitors sign in with a site of their own. */
export function indieauthPages(http: Http, web: WebContext): void {
  get(AUTHORIZATION_PATH, showAuthorize, PLAIN);
  post(AUTHORIZATION_PATH, redeemAuthorize, PLAIN);
  http.post('/indieauth/decide', adminAction(web, 'admin', decideAuthorize));

  get('/sign-in/site', showSiteSignIn, PLAIN);
  post('/sign-in/site', beginSiteSignIn, FETCHING);
  get(WEB_SIGN_IN_BACK, finishSiteSignIn, FETCHING);
  post('/sign-in/site/end', endSiteSignIn, PLAIN);

  function get(path: string, handler: Handler, limit: typeof PLAIN): void {
    const preHandler = limitByAddress(limit);
    http.get(path, { preHandler }, (request, reply) => handler(web, request, reply));
  }

  function post(path: string, handler: Handler, limit: typeof PLAIN): void {
    const preHandler = limitByAddress(limit);
    http.post(path, { preHandler }, (request, reply) => handler(web, request, reply));
  }
}
