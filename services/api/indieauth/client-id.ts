import { isIP } from 'node:net';
import { AppError } from '../../../core/errors.ts';

/**
 * A client identifier (https://indieauth.spec.indieweb.org/#client-identifier): http or https, a path without dot segments, no
 * fragment, no user, and no IP address but loopback. Throws `invalid_client`.
 */
export function readClientId(text: string | undefined): URL {
  const url = text === undefined || !isPlain(text) ? null : URL.parse(text);
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.password !== '' ||
    text!.includes('#') ||
    hasDotSegment(text!) ||
    isForeignIp(url.hostname)
  )
    throw new AppError(
      'invalid',
      'The program that sent you here does not say properly what it is (client_id).',
      {
        reason: 'invalid_client',
      },
    );
  return url;
}

/** A client on the owner's own machine, whose page cannot be fetched from here. */
export function isLoopback(url: URL): boolean {
  return url.hostname === '127.0.0.1' || url.hostname === '[::1]';
}

/** Without what browsers and servers read differently: spaces, controls, backslashes. */
export function isPlain(text: string): boolean {
  return !/[\s\\\0-\x1f\x7f]/.test(text) && text.length <= 2000;
}

/** The parser resolves them, so that the text as it came is looked at; `%2e` is a dot too. */
export function hasDotSegment(text: string): boolean {
  const path = text.split(/[?#]/)[0]!;
  return /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path);
}

function isForeignIp(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) !== 0 && bare !== '127.0.0.1' && bare !== '::1';
}
