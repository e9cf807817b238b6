import { type Html, html } from '../../../../core/html/html.ts';
import type { WebIdentity } from '../../../api/contract.ts';
import { face, siteName } from './author.ts';

/** In place of name and code, for a visitor who has signed in with a site of their own. The script puts it into a page that is kept for all. */
export function signedAs(identity: WebIdentity): Html {
  return html`<div class="wide signed-as"><input type="hidden" name="as" value="site">
${face(identity)}<p>You write as <strong>${identity.name}</strong>, <a href="${identity.url}" rel="nofollow noopener">${siteName(identity.url)}</a>. Not you? <button class="link" type="submit" name="action" value="sign-out" formnovalidate>Sign out</button></p></div>`;
}
