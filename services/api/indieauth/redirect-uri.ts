import { AppError } from '../../../core/errors.ts';
import { isPlain } from './client-id.ts';

/** Schemes that a browser runs or shows by itself instead of handing them to a program. */
const NEVER = new Set([
  'about:',
  'blob:',
  'data:',
  'file:',
  'filesystem:',
  'ftp:',
  'javascript:',
  'mailto:',
  'vbscript:',
  'view-source:',
  'ws:',
  'wss:',
]);

/**
 * Where a program wants the answer (https://indieauth.spec.indieweb.org/#redirect-url): an address of the client id's own
 * scheme, host and port, or exactly one of those that the client's page lists. Throws `invalid_redirect`.
 */
export function checkRedirect(text: string | undefined, client: URL, listed: readonly string[]): URL {
  const url = text === undefined || !isPlain(text) ? null : URL.parse(text);
  if (
    url === null ||
    NEVER.has(url.protocol) ||
    text!.includes('#') ||
    url.username !== '' ||
    url.password !== ''
  )
    throw refuse('The program that sent you here does not say properly where to go back to (redirect_uri).');
  if (isWeb(url) && url.origin === client.origin) return url;
  if (listed.includes(url.href)) return url;
  throw refuse(
    `The program ${client.host} wants the answer to go to ${url.host || url.protocol}, which it does not list on its page. Nothing was sent there.`,
  );
}

/** The source for `form-action`, since a browser minds where the answer to a form leads. */
export function formActionOf(url: URL): string {
  return isWeb(url) ? url.origin : url.protocol;
}

/** The address with more in its query. */
export function withAnswer(url: URL, answer: Readonly<Record<string, string | undefined>>): string {
  const to = new URL(url);
  for (const [name, value] of Object.entries(answer))
    if (value !== undefined) to.searchParams.append(name, value);
  return to.href;
}

function isWeb(url: URL): boolean {
  return url.protocol === 'https:' || url.protocol === 'http:';
}

function refuse(message: string): AppError {
  return new AppError('invalid', message, { reason: 'invalid_redirect' });
}
