import { contractBreaks } from './contract-breaks.ts';
import { migrationBreaks } from './migration-breaks.ts';
import type { Promises } from './store.ts';

export interface Replacement {
  readonly next: Promises;
  /** The services that are to run it. */
  readonly services: ReadonlySet<string>;
  /** What each service runs anywhere, but for the next release. */
  readonly running: ReadonlyMap<string, readonly Promises[]>;
}

/** The one that is replaced when all others are (deploy/run/apply.ts), and whom nobody calls. */
const LAST = 'web';

/**
 * Why a release cannot run beside those that run, which it does while it replaces them, and afterwards where services stay; none when
 * it can. Callers of those that run call what is replaced, and callers that are replaced what stays or is not replaced yet; each
 * service uses its tables as the newer of its two releases has made them.
 */
export function incompatibilities({ next, services, running }: Replacement): string[] {
  const all = new Set([...running.values()].flat());
  const oldCalls = [...all].flatMap(older => {
    const names = namesOf(older, service => services.has(service));
    return contractBreaks(older.contracts, next.contracts, 'old', names);
  });
  const newCalls = [...services].flatMap(caller =>
    [...running].flatMap(([service, releases]) => {
      if (service === caller || (caller === LAST && services.has(service))) return [];
      const called = next.calls?.[caller] ?? namesOf(next, () => true);
      const names = new Set([...called].filter(name => name.startsWith(`${service}.`)));
      return releases.flatMap(older => contractBreaks(older.contracts, next.contracts, 'new', names));
    }),
  );
  const tables = [...services].flatMap(service =>
    (running.get(service) ?? []).flatMap(older => tableBreaks(service, older, next)),
  );
  return [...new Set([...oldCalls, ...newCalls, ...tables])];
}

function namesOf({ contracts }: Promises, wanted: (service: string) => boolean): Set<string> {
  const names = Object.keys(contracts).map(name => name.slice(0, name.lastIndexOf('.')));
  return new Set(names.filter(name => wanted(name.split('.')[0]!)));
}

/** The tables are as the one with more migrations has them, whichever of the two ran first. */
function tableBreaks(service: string, running: Promises, next: Promises): string[] {
  const [before, after] = [running, next].map(({ migrations }) => migrations[service] ?? []);
  return [
    ...new Set([...migrationBreaks(service, before!, after!), ...migrationBreaks(service, after!, before!)]),
  ];
}
