import { contractBreaks } from './contract-breaks.ts';
import { migrationBreaks } from './migration-breaks.ts';
import type { ReleaseManifest } from './store.ts';

/**
 * Why two releases cannot run side by side, which they do while one replaces the other; none when they can. Callers of the one call
 * services of the other in both directions, and both use the tables as the newer has made them.
 */
export function incompatibilities(running: ReleaseManifest, next: ReleaseManifest): string[] {
  if (running.id === next.id) return [];
  const older = running.created <= next.created ? running : next;
  const newer = older === running ? next : running;
  return [
    ...contractBreaks(older.contracts, newer.contracts),
    ...Object.entries(newer.migrations).flatMap(([service, migrations]) =>
      migrationBreaks(service, older.migrations[service] ?? [], migrations),
    ),
  ];
}
