import { isIP, isIPv6 } from 'node:net';

/** The network of an address, which tells apart places and not people: an IPv4 /24 or an IPv6 /48. What is no address is `unknown`. */
export function addressNetwork(address: string): string {
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '');
  if (isIP(plain) === 0) return 'unknown';
  if (!isIPv6(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  const [head = '', tail] = plain.split('%')[0]!.split('::');
  const groups = head.split(':').filter(Boolean);
  const end = (tail ?? '').split(':').filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - end.length) }, () => '0');
  return `${[...groups, ...zeros, ...end].slice(0, 3).join(':')}::/48`;
}
