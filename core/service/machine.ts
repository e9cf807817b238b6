import { X509Certificate } from 'node:crypto';
import { readFile, statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type CrashReport, readCrashes } from './crash-reports.ts';

/** What a process of a service knows of where it runs. */
export interface Machine {
  readonly host: string;
  /** Its data directory, and bytes of the disk that this is on. */
  readonly data: string;
  readonly diskFree: number;
  readonly diskSize: number;
  /** Milliseconds since 1970 at which the certificate ends that it shows to services on other servers. */
  readonly certificateEnds?: number;
  /** The same at which a backup of its files was proved last; undefined where none ever was. */
  readonly backedUp?: number;
  /** Of the last hour, the newest last. */
  readonly crashes: readonly CrashReport[];
}

export interface MachineSource {
  readonly data: string;
  /** Where reports of crashes are. */
  readonly crashes: string;
  /** PEM text. */
  readonly certificate: string | Buffer | undefined;
}

const HOUR_MS = 3_600_000;

/** The file of a data directory that says when a backup of it was proved last, as `croft backup --verify` leaves it. */
export function provedFile(data: string): string {
  return join(data, '.backup-proved');
}

export async function describeMachine({ data, crashes, certificate }: MachineSource): Promise<Machine> {
  const { bavail, blocks, bsize } = await statfs(data);
  const proved = Date.parse(await readFile(provedFile(data), 'utf8').catch(() => ''));
  return {
    host: hostname(),
    data,
    diskFree: bavail * bsize,
    diskSize: blocks * bsize,
    ...(certificate && { certificateEnds: new X509Certificate(certificate).validToDate.getTime() }),
    ...(!Number.isNaN(proved) && { backedUp: proved }),
    crashes: await readCrashes(crashes, Date.now() - HOUR_MS),
  };
}
