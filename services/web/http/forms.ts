import type { Http } from '../../../core/http/http.ts';

/** No form of the site is longer. */
const FORM_LIMIT = 128 * 1024;

/** Reads what a plain form sends (https://url.spec.whatwg.org/#application/x-www-form-urlencoded); of a repeated field, the last. */
export function parseForms(http: Http): void {
  http.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_LIMIT },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
}
