import { type Html, html } from '../../../core/html/html.ts';
import type { SignedIn } from './signed-in.ts';

/** The hidden field by which a form shows that it comes from a page of this session. */
export function formTokenField({ formToken }: SignedIn): Html {
  return html`<input type="hidden" name="form_token" value="${formToken}">`;
}
