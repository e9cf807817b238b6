import { promises as dns, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { fetchError } from './fetch-error.ts';
import type { Guard } from './guard.ts';
import type { FetcherConfig } from './types.ts';

/**
 * A look-up for `net.connect` that checks every address of a name before any of them is connected to. The socket uses
 * the very addresses that were checked, so that a name which changes its answer gains nothing.
 */
export function createCheckedLookup(
  guard: Guard,
  lookup: FetcherConfig['lookup'] = systemLookup,
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname).then(
      found => {
        const error = problem(guard, hostname, found);
        if (error !== undefined) callback(error, '', 0);
        else if (options.all) callback(null, [...found]);
        else callback(null, found[0]!.address, found[0]!.family);
      },
      cause => callback(fetchError('dns', hostname, { cause }), '', 0),
    );
  };
}

function problem(guard: Guard, hostname: string, found: readonly LookupAddress[]): Error | undefined {
  if (found.length === 0) return fetchError('dns', hostname);
  try {
    guard.addresses(hostname, found);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

function systemLookup(hostname: string): Promise<LookupAddress[]> {
  return dns.lookup(hostname, { all: true, order: 'verbatim' });
}
