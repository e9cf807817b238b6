import { stringify } from 'yaml';
import { keepsFiles, type ServicePlace } from '../inventory/inventory.ts';
import { READY_SECONDS } from '../units/service.ts';
import { containerConfig, type Source } from './configuration.ts';
import {
  backupCommand,
  ENTRY,
  environment,
  fingerprint,
  inside,
  portsInside,
  probeCommand,
  STOP_SECONDS,
  startCommand,
  USER,
} from './container.ts';

/** As docs/ENGINES.md has it deployed. */
const STACK = 'croft';
const CERTIFICATE = { 'ca.crt': 'ca.crt', 'tls.crt': 'server.crt', 'tls.key': 'server.key' } as const;

/**
 * A Compose file of all services, as `docker stack deploy` takes it: version 3.13 of its format, which older than that of
 * https://github.com/compose-spec/compose-spec has no `name` and passes over `tmpfs`.
 */
export function composeFile(source: Source) {
  const { services, secrets, backups } = source.inventory;
  const external = [...Object.keys(CERTIFICATE), ...Object.keys(secrets)].map(name => `croft_${name}`);
  const withState = services.filter(keepsFiles).map(({ name }) => name);
  const kept = backups === undefined ? [] : withState.map(backupsOf);
  return {
    services: Object.fromEntries(services.map(service => [service.name, composeService(service, source)])),
    networks: { services: { driver: 'overlay', attachable: true } },
    volumes: Object.fromEntries([...withState, ...kept].map(name => [name, {}])),
    secrets: Object.fromEntries(external.map(name => [name, { external: true }])),
    configs: Object.fromEntries(
      services.map(service => {
        const content = containerConfig(service, source);
        // A configuration of Swarm never changes, so another content has another name. Its dollars are its own.
        const name = `croft_${service.name}_${fingerprint(content)}`;
        return [service.name, { name, file: `./${configFile(service)}` }];
      }),
    ),
  };
}

/** The files of a stack by name: the Compose file and the configuration that it refers to. */
export function composeFiles(source: Source): Record<string, string> {
  const text = stringify(composeFile(source), { aliasDuplicateObjects: false, lineWidth: 0 });
  const configs = source.inventory.services.map(service => [
    configFile(service),
    containerConfig(service, source),
  ]);
  return {
    'compose.yaml': `# Made by croft from croft.config.ts; make it anew rather than change it.\n${text}`,
    ...Object.fromEntries(configs),
  };
}

/**
 * Lines for crontab(5) of the nodes that keep files, since Swarm runs nothing by the clock: each makes a backup in the container of
 * a service. None when the inventory wants none.
 */
export function composeBackups({ inventory }: Source): string[] {
  const { backups, services } = inventory;
  if (backups === undefined) return [];
  const [hour, minute] = backups.at.split(':').map(Number);
  return services.filter(keepsFiles).map(service => {
    const container = `$(docker ps -q -f name=${STACK}_${service.name}.)`;
    const words = [...ENTRY, ...backupCommand(service, inventory, backups.keep)];
    return `${minute} ${hour} * * * docker exec ${container} ${words.join(' ')}`;
  });
}

function backupsOf(service: string): string {
  return `${service}-backups`;
}

function configFile({ name }: ServicePlace): string {
  return `${name}.config.ts`;
}

function composeService(service: ServicePlace, source: Source) {
  const { name, kind, memory, tasks } = service;
  const stateless = kind === 'stateless';
  const own = { uid: String(USER), gid: String(USER), mode: 0o400 };
  const certificate = Object.entries(CERTIFICATE).map(([key, file]) => ({
    source: `croft_${key}`,
    target: `${inside.tls}/${file}`,
    ...own,
  }));
  return {
    image: source.image,
    command: startCommand(service),
    working_dir: inside.config,
    user: `${USER}:${USER}`,
    environment: environment(service),
    read_only: true,
    cap_drop: ['ALL'],
    // Each is its user's as the image has made it. A tmpfs would be root's: Swarm gives it neither user nor mode.
    volumes: [
      ...(keepsFiles(service)
        ? [{ type: 'volume', source: name, target: inside.data }]
        : [{ type: 'volume', target: inside.data }]),
      ...(keepsFiles(service) && source.inventory.backups
        ? [{ type: 'volume', source: backupsOf(name), target: inside.backups }]
        : []),
      { type: 'volume', target: inside.run },
      { type: 'volume', target: '/tmp' },
    ],
    networks: ['services'],
    ...(name === 'web' && {
      ports: [{ target: portsInside(service, source.publicPort)['public'], published: source.publicPort }],
    }),
    secrets: [
      ...certificate,
      ...service.secrets.map(secret => ({
        source: `croft_${secret}`,
        target: `${inside.secrets}/${secret}`,
        ...own,
      })),
    ],
    configs: [{ source: name, target: `${inside.config}/croft.config.ts` }],
    healthcheck: {
      test: ['CMD', ...probeCommand(service, '/readyz')],
      interval: '10s',
      timeout: '5s',
      retries: 3,
      start_period: `${READY_SECONDS}s`,
      start_interval: '2s',
    },
    stop_grace_period: `${STOP_SECONDS}s`,
    deploy: {
      replicas: service.on.length,
      // What keeps files is where they are: give that node the label.
      ...(keepsFiles(service) && { placement: { constraints: [`node.labels.croft.${name} == true`] } }),
      // The last one ends before the next begins, but of stateless services.
      update_config: {
        order: stateless ? 'start-first' : 'stop-first',
        parallelism: 1,
        failure_action: 'rollback',
      },
      restart_policy: { condition: 'any', delay: '1s' },
      resources: { limits: { memory, pids: tasks } },
    },
  };
}
