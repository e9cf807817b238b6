/** Where a service listens: a Unix socket on this machine, TCP inside a trusted network, or TCP with mutual TLS. */
export type Address =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'tls'; readonly host: string; readonly port: number };

/**
 * Reads `unix:/run/croft/api.sock`, `tcp://api.internal:7001` or `tls://[::1]:7001`.
 * Throws a RangeError that says what an address looks like.
 */
export function parseAddress(text: string): Address {
  if (text.startsWith('unix:')) {
    const path = text.slice('unix:'.length);
    if (path !== '') return { kind: 'unix', path };
  }
  const match = /^(tcp|tls):\/\/(\[[0-9a-fA-F:.]+\]|[^:[\]/]+):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (!match || port > 65_535)
    throw new RangeError(
      `"${text}" is not an address. Write unix:/path, tcp://host:port or tls://host:port.`,
    );
  return { kind: match[1] as 'tcp' | 'tls', host: match[2]!.replace(/^\[|\]$/g, ''), port };
}

/** The text that `parseAddress` reads back to the same address. */
export function formatAddress(address: Address): string {
  if (address.kind === 'unix') return `unix:${address.path}`;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `${address.kind}://${host}:${address.port}`;
}
