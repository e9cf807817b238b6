import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { AUTHORIZATION_PATH, ClientScope, WEB_SIGN_IN_BACK } from '../../contract.ts';
import { INDIEAUTH_PATHS, siteUrl } from '../../indieauth/endpoints.ts';
import { getSite } from '../../methods/site/get-site.ts';

const CACHE = { 'cache-control': 'public, max-age=3600' };

/** `GET /.well-known/oauth-authorization-server`: https://indieauth.spec.indieweb.org/#indieauth-server-metadata and RFC 8414. */
export function metadataRoute(http: Http, { origin }: ApiContext): void {
  const document = {
    issuer: siteUrl(origin),
    authorization_endpoint: origin + AUTHORIZATION_PATH,
    token_endpoint: origin + INDIEAUTH_PATHS.token,
    introspection_endpoint: origin + INDIEAUTH_PATHS.introspection,
    introspection_endpoint_auth_methods_supported: ['Bearer'],
    revocation_endpoint: origin + INDIEAUTH_PATHS.revocation,
    revocation_endpoint_auth_methods_supported: ['none'],
    userinfo_endpoint: origin + INDIEAUTH_PATHS.userinfo,
    scopes_supported: ClientScope.options,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['none'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    client_id_metadata_document_supported: true,
    service_documentation: 'https://indieauth.spec.indieweb.org/',
  };
  http.get(INDIEAUTH_PATHS.metadata, { schema: { hide: true } }, (_request, reply) =>
    reply.headers(CACHE).send(document),
  );
}

/** `GET /indieauth/client`: what this site is where its visitors sign in with a site of their own. */
export function clientRoute(http: Http, ctx: ApiContext): void {
  const id = ctx.origin + INDIEAUTH_PATHS.client;
  http.get(INDIEAUTH_PATHS.client, { schema: { hide: true } }, async (_request, reply) => {
    const { title } = await getSite(ctx);
    return reply.headers(CACHE).send({
      client_id: id,
      client_name: title,
      client_uri: siteUrl(ctx.origin),
      redirect_uris: [`${ctx.origin}${WEB_SIGN_IN_BACK}`],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    });
  });
}
