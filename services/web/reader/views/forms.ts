import { type Html, html } from '../../../../core/html/html.ts';
import { formTokenField } from '../../http/form-token.ts';
import type { ReaderRequest } from '../reader-page.ts';

/** A form that is sent to `action` with these hidden fields and comes back to this page. */
export function postForm(
  asked: ReaderRequest,
  action: string,
  fields: Readonly<Record<string, string | undefined>>,
  body: Html,
  className = 'inline',
): Html {
  const hidden = { back: asked.request.method === 'GET' ? asked.request.url : '/reader', ...fields };
  return html`<form class="${className}" method="post" action="${action}">${formTokenField(asked)}${Object.entries(
    hidden,
  ).map(([name, value]) =>
    value === undefined ? '' : html`<input type="hidden" name="${name}" value="${value}">`,
  )}${body}</form>`;
}
