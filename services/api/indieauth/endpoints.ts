/** The identifier of this server, and the owner's profile URL: https://indieauth.spec.indieweb.org/#issuer-identifier */
export function siteUrl(origin: string): string {
  return `${origin}/`;
}

/** Paths of the endpoints. The authorization endpoint is a page and belongs to `web`. */
export const INDIEAUTH_PATHS = {
  metadata: '/.well-known/oauth-authorization-server',
  token: '/indieauth/token',
  introspection: '/indieauth/introspect',
  revocation: '/indieauth/revoke',
  userinfo: '/indieauth/userinfo',
  /** What this site says of itself where it is a client. */
  client: '/indieauth/client',
} as const;
