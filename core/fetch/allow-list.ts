import ipaddr from 'ipaddr.js';
import { AppError } from '../errors.ts';

/** What may be fetched although it is not public. */
export interface AllowList {
  host(hostname: string): boolean;
  address(address: string): boolean;
}

/** Reads host names, addresses and CIDR ranges. Throws `invalid` for an entry that is none of them. */
export function createAllowList(entries: readonly string[]): AllowList {
  const hosts = new Set<string>();
  const ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of entries) {
    if (ipaddr.isValidCIDR(entry)) ranges.push(ipaddr.parseCIDR(entry));
    else if (ipaddr.isValid(entry)) ranges.push(wholeAddress(entry));
    else if (/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?$/i.test(entry)) hosts.add(plainHost(entry));
    else throw new AppError('invalid', `"${entry}" is not a host name, an address or a CIDR range.`);
  }
  return {
    host: hostname => hosts.has(plainHost(hostname)),
    address(address) {
      if (ranges.length === 0 || !ipaddr.isValid(address)) return false;
      const parsed = ipaddr.process(address);
      return ranges.some(([range, bits]) => parsed.kind() === range.kind() && parsed.match(range, bits));
    },
  };
}

function wholeAddress(entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const address = ipaddr.process(entry);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function plainHost(hostname: string): string {
  return hostname.toLowerCase().replace(/\.$/, '');
}
