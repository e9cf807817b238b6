import type { Binaries } from './binaries.ts';

/** The server's whole environment: none of ours, so that a PGDATA or PGOPTIONS set for something else does not reach it. */
export function serverEnvironment(binaries: Binaries): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    LC_ALL: 'C',
    ...(binaries.libraryPath ? { LD_LIBRARY_PATH: binaries.libraryPath } : {}),
  };
}
