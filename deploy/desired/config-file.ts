import { AppError } from '../../core/errors.ts';
import type { Inventory, ServicePlace } from '../inventory/inventory.ts';

export type WrittenSections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Sections that every service reads, beside its own. */
const COMMON = ['server', 'translation'];

/**
 * The `croft.config.ts` of one service on the servers: what the operator's says of it, as plain values, with the proxies of the
 * edges trusted. Throws `invalid` for a value that would not arrive as it is.
 */
export function serviceConfig(service: ServicePlace, written: WrittenSections, inventory: Inventory): string {
  const sections = Object.fromEntries(
    [...COMMON, service.name].flatMap(name => (written[name] === undefined ? [] : [[name, written[name]]])),
  );
  // Others are reached by `web` alone, and believe it.
  const edges =
    service.name === 'web'
      ? inventory.servers.filter(({ edge }) => edge).map(({ internal }) => internal)
      : [];
  const { data, run, crashes, tls, database, ...server } = (sections['server'] ?? {}) as Record<
    string,
    unknown
  >;
  const trustedProxies = [...new Set([...((server['trustedProxies'] as string[]) ?? []), ...edges])];
  const values = { ...sections, server: { ...server, trustedProxies } };
  if (!isPlain(values))
    throw new AppError(
      'invalid',
      `croft.config.ts: the section ${service.name}, server or translation has a value that is no text, number, list or object of these, and cannot be sent to a server.`,
    );
  return `// Made by croft from the operator's croft.config.ts; changes are overwritten.\nexport default ${JSON.stringify(values, undefined, 2)};\n`;
}

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value !== 'object' || value === null)
    return !['function', 'symbol', 'bigint'].includes(typeof value);
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlain);
}
