import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Http } from '../../../core/http/http.ts';
import { type LimitOptions, limitByAddress } from '../../../core/http/limit.ts';
import type { WebContext } from '../context.ts';
import { acceptInvitation, showInvitation } from './invite.ts';
import { showSignIn, signIn, signOut } from './sign-in.ts';
import { showSignInLink, useSignInLink } from './sign-in-link.ts';
import { askForPasskey, signInByPasskey } from './sign-in-passkey.ts';

const SECRET_LIMIT = { burst: 10, perMinute: 10 };
const LOOK_LIMIT = { burst: 30, perMinute: 30 };

type Handler = (web: WebContext, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** The ways in and out, and the page of an invitation. */
export function signInPages(http: Http, web: WebContext): void {
  http.get('/sign-in', (request, reply) => showSignIn(web, request, reply));
  http.post('/sign-out', (request, reply) => signOut(web, request, reply));
  limited('POST', '/sign-in', signIn, SECRET_LIMIT);
  limited('POST', '/sign-in/passkey/options', askForPasskey, SECRET_LIMIT);
  limited('POST', '/sign-in/passkey', signInByPasskey, SECRET_LIMIT);
  limited('GET', '/sign-in/link/:code', showSignInLink, LOOK_LIMIT);
  limited('POST', '/sign-in/link/:code', useSignInLink, SECRET_LIMIT);
  limited('GET', '/invite/:code', showInvitation, LOOK_LIMIT);
  limited('POST', '/invite/:code', acceptInvitation, SECRET_LIMIT);

  function limited(method: 'GET' | 'POST', url: string, handler: Handler, options: LimitOptions): void {
    http.route({
      method,
      url,
      preHandler: limitByAddress(options),
      handler: (request, reply) => handler(web, request, reply),
    });
  }
}
