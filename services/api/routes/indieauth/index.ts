import { allowAnyOrigin } from '../../../../core/http/any-origin.ts';
import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { INDIEAUTH_PATHS } from '../../indieauth/endpoints.ts';
import { answerOauthErrors } from './errors.ts';
import { introspectRoute } from './introspect.ts';
import { clientRoute, metadataRoute } from './metadata.ts';
import { revokeRoute } from './revoke.ts';
import { tokenRoute } from './token.ts';
import { userinfoRoute } from './userinfo.ts';

const FORM_LIMIT = 16 * 1024;

/** The endpoints of the IndieAuth server (https://indieauth.spec.indieweb.org/), all but the page at which the owner decides. */
export async function indieauthRoutes(http: Http, ctx: ApiContext): Promise<void> {
  answerOauthErrors(http, ctx);
  allowAnyOrigin(http, Object.values(INDIEAUTH_PATHS));
  http.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_LIMIT },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );

  metadataRoute(http, ctx); //   GET  /.well-known/oauth-authorization-server
  tokenRoute(http, ctx); //      POST /indieauth/token
  introspectRoute(http, ctx); // POST /indieauth/introspect
  revokeRoute(http, ctx); //     POST /indieauth/revoke
  userinfoRoute(http, ctx); //   GET  /indieauth/userinfo
  clientRoute(http, ctx); //     GET  /indieauth/client
}
