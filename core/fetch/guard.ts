import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { isPublicAddress } from './addresses.ts';
import { type AllowList, createAllowList } from './allow-list.ts';
import { fetchError } from './fetch-error.ts';
import { BAD_PORTS } from './ports.ts';

/** Longer addresses than servers take. */
const MAX_URL = 8192;

/** Decides what may be fetched: by address as written, by what a name resolves to, and by where a socket ended up. */
export interface Guard {
  /** The address ready to be fetched, or `bad_url` or `blocked_address`. */
  url(text: string, base?: URL): URL;
  /** Throws `blocked_address` unless every address may be connected to. A name that has one bad address is up to no good. */
  addresses(hostname: string, addresses: readonly LookupAddress[]): void;
}

export function createGuard(allow: readonly string[], denyPorts: readonly number[]): Guard {
  const list = createAllowList(allow);
  // A service of ours on the web's own ports is public by intent, and refusing those would refuse the whole web.
  const denied = new Set(denyPorts.filter(port => port !== 80 && port !== 443));
  return {
    url(text, base) {
      const url = text.length > MAX_URL ? null : URL.parse(text, base);
      if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') {
        throw fetchError('bad_url', '');
      }
      const port = url.port === '' ? defaultPort(url) : Number(url.port);
      if (BAD_PORTS.has(port) || denied.has(port)) throw fetchError('blocked_address', url.hostname);
      const literal = literalAddress(url.hostname);
      if (literal !== undefined) checkAddresses(list, url.hostname, [literal]);
      url.hash = '';
      return url;
    },
    addresses(hostname, addresses) {
      checkAddresses(
        list,
        hostname,
        addresses.map(({ address }) => address),
      );
    },
  };
}

function checkAddresses(list: AllowList, hostname: string, addresses: readonly string[]): void {
  if (list.host(hostname)) return;
  if (!addresses.every(address => isPublicAddress(address) || list.address(address))) {
    throw fetchError('blocked_address', hostname);
  }
}

/** The URL parser has made decimal, octal and hexadecimal forms plain by now; IPv6 stands in brackets. */
function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? undefined : bare;
}

function defaultPort(url: URL): number {
  return url.protocol === 'https:' ? 443 : 80;
}
