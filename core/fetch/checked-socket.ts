import type { LookupFunction } from 'node:net';
import { createCheckedLookup } from './checked-lookup.ts';
import { createGuard } from './guard.ts';

/**
 * With what a WebSocket is opened to an address that a stranger gives: a look-up that refuses what is not public, but for the hosts
 * of `allow`. Throws `bad_url` and `blocked_address` for the address as it is written.
 */
export function checkedSocket(url: string, allow: readonly string[]): { lookup: LookupFunction } {
  const guard = createGuard(allow, []);
  guard.url(url.replace(/^ws(s?):/i, 'http$1:'));
  return { lookup: createCheckedLookup(guard) };
}
