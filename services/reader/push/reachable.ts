import { isIP } from 'node:net';
import { isPublicAddress } from '../../../core/fetch/addresses.ts';
import { createAllowList } from '../../../core/fetch/allow-list.ts';

/** Names that mean the machine itself or a network of its own (RFC 6761, RFC 6762, RFC 8375). */
const INNER = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa|test|invalid)$/;

/** Whether a hub can reach this site: its address is public, or one that `fetchAllow` says is near. */
export function isReachable(origin: string, fetchAllow: readonly string[]): boolean {
  const { hostname } = new URL(origin);
  const host = hostname.replace(/^\[|\]$|\.$/g, '');
  const allowed = createAllowList(fetchAllow);
  if (allowed.host(host) || allowed.address(host)) return true;
  if (isIP(host) !== 0) return isPublicAddress(host);
  return host.includes('.') && !INNER.test(host);
}
