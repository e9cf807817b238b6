import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/**
 * Gives the address that a request came from, outside of Fastify, as for an upgrade: that of the connection, or as
 * X-Forwarded-For names it where those who passed it on are trusted (`true` trusts everyone, on a socket that only we can reach).
 */
export function addressReader(trusted: readonly string[] | true): (request: IncomingMessage) => string {
  const networks = trusted === true ? [] : trusted.flatMap(readNetwork);
  const isTrusted = (address: string) =>
    trusted === true || (ipaddr.isValid(address) && networks.some(one => matches(address, one)));
  return ({ socket, headers }) => {
    const hops = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    let address = socket.remoteAddress ?? '';
    while (hops.length > 0 && (address === '' || isTrusted(address))) {
      const before = hops.pop()!.trim();
      if (before === '') break;
      address = before;
    }
    return address;
  };
}

type Network = ReturnType<typeof ipaddr.parseCIDR>;

function readNetwork(text: string): Network[] {
  if (ipaddr.isValidCIDR(text)) return [ipaddr.parseCIDR(text)];
  if (!ipaddr.isValid(text)) return [];
  const one = ipaddr.process(text);
  return [[one, one.kind() === 'ipv4' ? 32 : 128]];
}

function matches(address: string, network: Network): boolean {
  const one = ipaddr.process(address);
  return one.kind() === network[0].kind() && one.match(network);
}
