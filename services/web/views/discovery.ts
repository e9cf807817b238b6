import { type Html, html } from '../../../core/html/html.ts';
import { AUTHORIZATION_PATH } from '../../api/contract.ts';

/**
 * Where programs of the owner sign in and write: IndieAuth's metadata, the relations that were used before there was one, and
 * Micropub (https://micropub.spec.indieweb.org/#endpoint-discovery).
 */
const RELATIONS = [
  ['indieauth-metadata', '/.well-known/oauth-authorization-server'],
  ['authorization_endpoint', AUTHORIZATION_PATH],
  ['token_endpoint', '/indieauth/token'],
  ['micropub', '/micropub'],
] as const;

/** For the `<head>` of the owner's own page. */
export function discoveryLinks(origin: string): Html {
  return html`${RELATIONS.map(([rel, path]) => html`<link rel="${rel}" href="${origin + path}">\n`)}`;
}

/** The same as the Link header (RFC 8288), for programs that do not read pages. */
export function discoveryHeader(origin: string): string {
  return RELATIONS.map(([rel, path]) => `<${origin}${path}>; rel="${rel}"`).join(', ');
}
