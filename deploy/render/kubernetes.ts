import { stringify } from 'yaml';
import { keepsFiles, type ServicePlace } from '../inventory/inventory.ts';
import { READY_SECONDS } from '../units/service.ts';
import { backupJobs } from './backup-jobs.ts';
import { containerConfig, type Source } from './configuration.ts';
import { fingerprint, portsInside, probeCommand, STOP_SECONDS, startCommand } from './container.ts';
import type { Manifest } from './manifest.ts';
import { claim, configMapName, containerBasics, DISK, metadataOf, PART, podBasics, volumes } from './pod.ts';

/** Endpoints are told of a pod's end while it is told itself; it goes on taking connections for as long as that may take. */
const LEAVE_SECONDS = 3;
/** A service computes in one thread: near one processor it is full. */
const BUSY = '700m';

/** The manifests of every service, for `kubectl apply` into whichever namespace. */
export function kubernetesManifests(source: Source): Manifest[] {
  return [
    ...source.inventory.services.flatMap(service => manifestsOf(service, source)),
    ...backupJobs(source),
    ...policies(source),
  ];
}

export function manifestsAsYaml(manifests: readonly Manifest[]): string {
  const documents = manifests.map(manifest =>
    stringify(manifest, { aliasDuplicateObjects: false, lineWidth: 0 }),
  );
  return `# Made by croft from croft.config.ts; make it anew rather than change it.\n${documents.join('---\n')}`;
}

function manifestsOf(service: ServicePlace, source: Source): Manifest[] {
  const metadata = metadataOf(service.name);
  const config = containerConfig(service, source);
  const ports = Object.entries(portsInside(service, source.publicPort));
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: named(service, configMapName(service)),
      data: { 'croft.config.ts': config },
    },
    ...(keepsFiles(service) ? [claim(`croft-${service.name}`, service, DISK)] : []),
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: deployment(service, source, config) },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        selector: metadata.labels,
        ports: ports.map(([name, port]) => ({ name, port, targetPort: name })),
      },
    },
    ...(service.kind === 'stateless' ? scaling(service) : []),
  ];
}

function named(service: ServicePlace, name: string) {
  return { ...metadataOf(service.name), name };
}

/** How many replicas there are of a stateless service is the autoscaler's to say. Of the others the last one ends before the next begins. */
function deployment(service: ServicePlace, source: Source, config: string) {
  const { labels } = metadataOf(service.name);
  const stateless = service.kind === 'stateless';
  return {
    ...(!stateless && { replicas: 1 }),
    strategy: stateless
      ? { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }
      : { type: 'Recreate' },
    selector: { matchLabels: labels },
    template: {
      metadata: { labels, annotations: { 'croft/config': fingerprint(config) } },
      spec: {
        ...podBasics,
        terminationGracePeriodSeconds: STOP_SECONDS + LEAVE_SECONDS,
        ...(stateless && {
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'kubernetes.io/hostname',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: labels },
            },
          ],
        }),
        containers: [container(service, source)],
        volumes: volumes(service),
      },
    },
  };
}

function container(service: ServicePlace, source: Source) {
  const probe = (
    path: '/healthz' | '/readyz',
    times: { periodSeconds: number; failureThreshold: number },
  ) => ({
    exec: { command: probeCommand(service, path) },
    timeoutSeconds: 5,
    ...times,
  });
  return {
    name: service.name,
    ...containerBasics(service, source),
    args: startCommand(service),
    ports: Object.entries(portsInside(service, source.publicPort)).map(([name, containerPort]) => ({
      name,
      containerPort,
    })),
    startupProbe: probe('/readyz', { periodSeconds: 2, failureThreshold: READY_SECONDS / 2 }),
    readinessProbe: probe('/readyz', { periodSeconds: 10, failureThreshold: 2 }),
    livenessProbe: probe('/healthz', { periodSeconds: 30, failureThreshold: 3 }),
    lifecycle: { preStop: { sleep: { seconds: LEAVE_SECONDS } } },
  };
}

/** Two at least, so that neither a node that is emptied nor one that dies takes the service away. */
function scaling(service: ServicePlace): Manifest[] {
  const metadata = metadataOf(service.name);
  const least = Math.max(2, service.on.length);
  return [
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: { maxUnavailable: 1, selector: { matchLabels: metadata.labels } },
    },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service.name },
        minReplicas: least,
        maxReplicas: least * 4,
        metrics: [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: BUSY } },
          },
        ],
      },
    },
  ];
}

/** Services are reached by services, `web` by everybody; what is for operators asks for a certificate of ours, whoever comes. */
function policies({ inventory, publicPort }: Source): Manifest[] {
  const tcp = (port: number) => ({ protocol: 'TCP', port });
  const rpc = inventory.services.flatMap(service => {
    const { rpc, http } = portsInside(service, publicPort);
    return [rpc, http].filter(port => port !== undefined).map(tcp);
  });
  const internal = inventory.services.map(({ ports }) => tcp(ports.internal));
  const policy = (name: string, labels: Record<string, string>, ingress: unknown[]): Manifest => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name },
    spec: { podSelector: { matchLabels: labels }, policyTypes: ['Ingress'], ingress },
  });
  return [
    policy('croft', PART, [
      { from: [{ podSelector: { matchLabels: PART } }], ports: rpc },
      { from: [{ namespaceSelector: {} }], ports: internal },
    ]),
    policy('croft-web', { 'app.kubernetes.io/name': 'web', ...PART }, [{ ports: [tcp(publicPort)] }]),
  ];
}
