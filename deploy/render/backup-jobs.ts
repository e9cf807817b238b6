import { keepsFiles, type ServicePlace } from '../inventory/inventory.ts';
import type { Backups } from '../inventory/schema.ts';
import type { Source } from './configuration.ts';
import { backupCommand, inside } from './container.ts';
import type { Manifest } from './manifest.ts';
import { claim, containerBasics, DISK, metadataOf, podBasics, volumes } from './pod.ts';

const BACKUPS_DISK = '20Gi';
/** One that was missed is made up for within half a day. */
const LATE_SECONDS = 43_200;

/** A backup every night of each service that keeps files, the first of them with the database, each on a claim of its own. */
export function backupJobs(source: Source): Manifest[] {
  const { backups, services } = source.inventory;
  if (backups === undefined) return [];
  return services.filter(keepsFiles).flatMap(service => {
    const name = `croft-${service.name}-backups`;
    return [claim(name, service, BACKUPS_DISK), backupJob(service, source, backups, name)];
  });
}

function backupJob(
  service: ServicePlace,
  source: Source,
  { at, keep }: Backups,
  claimName: string,
): Manifest {
  const [hour, minute] = at.split(':').map(Number);
  const metadata = metadataOf(`${service.name}-backup`);
  const basics = containerBasics(service, source);
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata,
    spec: {
      schedule: `${minute} ${hour} * * *`,
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: LATE_SECONDS,
      jobTemplate: {
        spec: {
          backoffLimit: 2,
          template: {
            metadata: { labels: metadata.labels },
            spec: {
              ...podBasics,
              restartPolicy: 'Never',
              // The files are on a volume that one node has at a time: the one where the service runs.
              affinity: {
                podAffinity: {
                  requiredDuringSchedulingIgnoredDuringExecution: [
                    {
                      topologyKey: 'kubernetes.io/hostname',
                      labelSelector: { matchLabels: metadataOf(service.name).labels },
                    },
                  ],
                },
              },
              containers: [
                {
                  name: 'backup',
                  ...basics,
                  args: backupCommand(service, source.inventory, keep),
                  volumeMounts: [...basics.volumeMounts, { name: 'backups', mountPath: inside.backups }],
                },
              ],
              // The database is restored there to prove it.
              volumes: [...volumes(service, DISK), { name: 'backups', persistentVolumeClaim: { claimName } }],
            },
          },
        },
      },
    },
  };
}
