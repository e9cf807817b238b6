import type { JobFailures } from '../../../core/jobs/index.ts';
import type { Place } from '../../../core/service/look-around.ts';
import type { Machine } from '../../../core/service/machine.ts';

/** Something that is wrong as long as it is found at each look. */
export interface Trouble {
  /** The same as long as it is the same trouble. */
  readonly key: string;
  /** One line; `{for}` is how long it has been so. */
  readonly text: string;
  /** What is said when it is over; nothing of what only happened. */
  readonly over?: string;
}

const DAY_MS = 86_400_000;
const GB = 1024 ** 3;
/** Backups are made every night: one may fail. */
const BACKUP_MS = 2 * DAY_MS;
/** Days that a certificate has left when it is told, and again: whatever is deployed renews it 200 days before its end. */
const CERTIFICATE_DAYS = [14, 60];
/** Milliseconds for which a crash is news. */
const CRASH_MS = 10 * 60_000;
/** Seconds for which a job that was given up is news. */
export const JOBS_SECONDS = 600;

/** What is wrong, as services say themselves to be; the gravest first. `now` is milliseconds since 1970. */
export function findTroubles(
  places: readonly Place[],
  failures: readonly JobFailures[],
  now: number,
): Trouble[] {
  const services = Map.groupBy(places, ({ service }) => service);
  const machines = Map.groupBy(
    places.flatMap(({ service, status }) => (status?.machine ? [{ service, machine: status.machine }] : [])),
    ({ machine }) => `${machine.host} ${machine.data}`,
  );
  const found = [
    ...[...services.values()].flatMap(readiness),
    ...[...machines.values()].flatMap(list => machineTroubles(list, now)),
    ...failures.map(({ queue, count, message }) => ({
      key: `jobs ${queue}`,
      text: `${count === 1 ? 'a job' : `${count} jobs`} of ${queue} failed for the last time: ${message}`,
    })),
  ];
  // Services of one machine tell the same of it.
  return [...new Map(found.toReversed().map(trouble => [trouble.key, trouble])).values()].toReversed();
}

function readiness(places: readonly Place[]): Trouble[] {
  return places
    .filter(({ status }) => !status?.ready)
    .map(({ service, address, status, problem }) => {
      const name = places.length === 1 ? service : `${service} on ${status?.machine?.host ?? address}`;
      return {
        key: places.length === 1 ? `ready ${service}` : `ready ${service} ${address}`,
        text: `${name} has not been ready for {for}: ${status?.reason ?? problem}`,
        over: `${name} is ready again after {for}`,
      };
    });
}

/** `telling` are the services of one data directory. */
function machineTroubles(telling: readonly { service: string; machine: Machine }[], now: number): Trouble[] {
  const [{ service, machine }] = telling as [{ service: string; machine: Machine }];
  const { host, data, backedUp, crashes } = machine;
  const of = telling.length === 1 ? ` of ${service}` : '';
  const newest = new Map(crashes.map(report => [report.service, report]));
  return [
    ...disk(machine),
    ...certificate(machine, now),
    ...(backedUp !== undefined && now - backedUp > BACKUP_MS
      ? [
          {
            key: `backup ${host} ${data}`,
            text: `the last proved backup${of} on ${host} is ${Math.floor((now - backedUp) / DAY_MS)} days old`,
            over: `a backup${of} on ${host} has been proved again`,
          },
        ]
      : []),
    ...[...newest.values()]
      .filter(({ at }) => now - at < CRASH_MS)
      .map(({ service, how, line }) => ({
        key: `crash ${host} ${service}`,
        text: `${service} crashed on ${host} (${how})${line && `: ${line}`}`,
      })),
  ];
}

function disk({ host, diskFree, diskSize }: Machine): Trouble[] {
  if (diskFree >= Math.min(GB, diskSize / 10)) return [];
  const words = `${host} has ${(diskFree / GB).toFixed(1)} GB free of ${(diskSize / GB).toFixed(0)}`;
  return [{ key: `disk ${host}`, text: words, over: `${host} has enough of its disk free again` }];
}

function certificate({ host, certificateEnds }: Machine, now: number): Trouble[] {
  if (certificateEnds === undefined) return [];
  const days = Math.floor((certificateEnds - now) / DAY_MS);
  const told = CERTIFICATE_DAYS.find(most => days < most);
  if (told === undefined) return [];
  return [
    {
      key: `certificate ${host} ${told}`,
      text: `the certificate of ${host} ends in ${days} days: croft apply renews it`,
      over: `${host} has a new certificate`,
    },
  ];
}
