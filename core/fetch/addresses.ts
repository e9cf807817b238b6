import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The only block from which public IPv6 addresses are given out (IANA, 2000::/3). */
const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::');
/** RFC 6052: the public half of an IPv6-only network's way to IPv4. */
const NAT64 = ipaddr.IPv6.parse('64:ff9b::');

/**
 * Whether an address is a public one: not loopback, private, link-local, shared (RFC 6598), multicast, broadcast,
 * reserved or for documentation, nor an IPv6 form of such an IPv4 address. 6to4, Teredo and IPv4-compatible addresses
 * are refused whatever they hold, since nothing serves the web from them. Text that is no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  // ipaddr.js alone also takes short and octal forms, which others read differently.
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().range() === 'unicast';
  if (parsed.match(NAT64, 96)) return embedded(parsed).range() === 'unicast';
  return parsed.match(GLOBAL_UNICAST, 3) && parsed.range() === 'unicast';
}

/** The IPv4 address in the last 32 bits. */
function embedded(address: ipaddr.IPv6): ipaddr.IPv4 {
  return new ipaddr.IPv4(address.toByteArray().slice(12));
}
