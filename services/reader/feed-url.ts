import { AppError } from '../../core/errors.ts';

/**
 * An address as people write it as the one that is kept: `feed:` schemes and a bare host become https or what they wrap,
 * and a fragment goes. Throws `invalid` with what to do.
 */
export function feedUrl(written: string): string {
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
  if (url.username !== '' || url.password !== '')
    throw new AppError(
      'invalid',
      'Feeds behind a password are not supported: take the name out of the address.',
    );
  url.hash = '';
  if (url.href.length > 2000) throw new AppError('invalid', 'The address is longer than 2000 characters.');
  return url.href;
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
