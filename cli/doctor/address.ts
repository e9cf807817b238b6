import type { Config } from '../config.ts';
import { type Finding, finding } from './check.ts';

/** Whether links, feeds and cookies will be right for people elsewhere. */
export function checkAddress({ server, origin }: Config): Finding {
  if (server.url === undefined)
    return finding(
      'address',
      'warn',
      `CROFT_URL is not set: links and feeds say ${origin}. Set it to the public address.`,
    );
  if (origin.startsWith('http:') && !/^http:\/\/(localhost|127\.|\[::1\])/.test(origin)) {
    return finding(
      'address',
      'warn',
      `${origin} is not https: sign-in and cookies are not protected on the way.`,
    );
  }
  return finding('address', 'ok', origin);
}

export function checkProxies({ server, origin }: Config): Finding {
  if (origin.startsWith('https:') && server.trustedProxies.length === 0) {
    return finding(
      'proxy',
      'warn',
      'https is spoken by a proxy before Croft, but server.trustedProxies is empty: limits count all visitors as one. List the proxy there.',
    );
  }
  return finding(
    'proxy',
    'ok',
    server.trustedProxies.length === 0 ? 'none trusted' : server.trustedProxies.join(', '),
  );
}
