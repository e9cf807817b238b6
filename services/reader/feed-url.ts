import { AppError } from '../../core/errors.ts';
import type { BasicAuth } from './options/feed-options.ts';

export interface FeedAddress {
  readonly url: string;
  /** The name and password that were written into it; they are kept apart, and encrypted. */
  readonly basicAuth: BasicAuth | undefined;
}

/** As `feedAddress`, where no name and password can be kept. Throws `invalid` with what to do. */
export function feedUrl(written: string): string {
  const { url, basicAuth } = feedAddress(written);
  if (!basicAuth) return url;
  throw new AppError(
    'invalid',
    'This address holds a name and password: subscribe to it on its own, so that they are kept encrypted.',
  );
}

/**
 * An address as people write it as the one that is kept: `feed:` schemes and a bare host become https or what they wrap,
 * and a fragment goes. Throws `invalid` with what to do.
 */
export function feedAddress(written: string): FeedAddress {
  const text = written.trim().replace(/^feed:(?:\/\/)?(?=https?:)/i, '');
  const whole = /^feed:\/\//i.test(text)
    ? `https://${text.slice(7)}`
    : /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text)
      ? text
      : `https://${text}`;
  const url = URL.parse(whole);
  if (text === '' || !url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new AppError('invalid', `"${shorten(written)}" is not a web address. Write it as https://….`);
  }
  const basicAuth =
    url.username === '' && url.password === ''
      ? undefined
      : { username: decodePercent(url.username), password: decodePercent(url.password) };
  url.username = '';
  url.password = '';
  url.hash = '';
  if (url.href.length > 2000) throw new AppError('invalid', 'The address is longer than 2000 characters.');
  return { url: url.href, basicAuth };
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
