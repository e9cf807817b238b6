import { stringify } from 'yaml';
import type { ServicePlace } from '../inventory/inventory.ts';
import { READY_SECONDS } from '../units/service.ts';
import { containerConfig, type Source } from './configuration.ts';
import {
  environment,
  fingerprint,
  inside,
  portsInside,
  probeCommand,
  STOP_SECONDS,
  startCommand,
  USER,
} from './container.ts';

/** An object as the API server takes it. */
export type Manifest = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
} & Readonly<Record<string, unknown>>;

/** Endpoints are told of a pod's end while it is told itself; it goes on taking connections for as long as that may take. */
const LEAVE_SECONDS = 3;
/** A service computes in one thread: near one processor it is full. */
const BUSY = '700m';
const DISK = '10Gi';
const PART = { 'app.kubernetes.io/part-of': 'croft' };

/** The manifests of every service, for `kubectl apply` into whichever namespace. */
export function kubernetesManifests(source: Source): Manifest[] {
  return [...source.inventory.services.flatMap(service => manifestsOf(service, source)), ...policies(source)];
}

export function manifestsAsYaml(manifests: readonly Manifest[]): string {
  const documents = manifests.map(manifest =>
    stringify(manifest, { aliasDuplicateObjects: false, lineWidth: 0 }),
  );
  return `# Made by croft from croft.config.ts; make it anew rather than change it.\n${documents.join('---\n')}`;
}

function manifestsOf(service: ServicePlace, source: Source): Manifest[] {
  const metadata = metadataOf(service);
  const config = containerConfig(service, source);
  const ports = Object.entries(portsInside(service, source.publicPort));
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: named(service, `croft-${service.name}`),
      data: { 'croft.config.ts': config },
    },
    ...(keepsState(service) ? [claim(service)] : []),
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

function metadataOf({ name }: ServicePlace) {
  return { name: name as string, labels: { 'app.kubernetes.io/name': name as string, ...PART } };
}

function named(service: ServicePlace, name: string) {
  return { ...metadataOf(service), name };
}

const keepsState = ({ state }: ServicePlace) => state.length > 0;

function claim(service: ServicePlace): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: named(service, `croft-${service.name}`),
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: DISK } } },
  };
}

/** How many replicas there are of a stateless service is the autoscaler's to say. Of the others the last one ends before the next begins. */
function deployment(service: ServicePlace, source: Source, config: string) {
  const { labels } = metadataOf(service);
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
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: STOP_SECONDS + LEAVE_SECONDS,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: USER,
          runAsGroup: USER,
          fsGroup: USER,
          seccompProfile: { type: 'RuntimeDefault' },
        },
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

function container(service: ServicePlace, { image, publicPort }: Source) {
  const memory = `${service.memory}i`;
  const probe = (
    path: '/healthz' | '/readyz',
    times: { periodSeconds: number; failureThreshold: number },
  ) => ({
    exec: { command: probeCommand(service, path) },
    timeoutSeconds: 5,
    ...times,
  });
  const mount = (name: string, mountPath: string, readOnly = false) => ({
    name,
    mountPath,
    ...(readOnly && { readOnly }),
  });
  return {
    name: service.name,
    image,
    imagePullPolicy: 'IfNotPresent',
    args: startCommand(service),
    workingDir: inside.config,
    env: Object.entries(environment(service)).map(([name, value]) => ({ name, value })),
    ports: Object.entries(portsInside(service, publicPort)).map(([name, containerPort]) => ({
      name,
      containerPort,
    })),
    startupProbe: probe('/readyz', { periodSeconds: 2, failureThreshold: READY_SECONDS / 2 }),
    readinessProbe: probe('/readyz', { periodSeconds: 10, failureThreshold: 2 }),
    livenessProbe: probe('/healthz', { periodSeconds: 30, failureThreshold: 3 }),
    lifecycle: { preStop: { sleep: { seconds: LEAVE_SECONDS } } },
    resources: { requests: { cpu: '100m', memory }, limits: { memory } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      mount('config', inside.config, true),
      mount('tls', inside.tls, true),
      ...(service.secrets.length > 0 ? [mount('secrets', inside.secrets, true)] : []),
      mount('run', inside.run),
      mount('data', inside.data),
      mount('tmp', '/tmp'),
    ],
  };
}

/** The certificate is kept as cert-manager and `kubectl create secret tls` keep theirs. */
function volumes(service: ServicePlace) {
  const closed = 0o440;
  const item = (key: string, path = key) => ({ key, path });
  return [
    { name: 'config', configMap: { name: `croft-${service.name}` } },
    {
      name: 'tls',
      secret: {
        secretName: 'croft-tls',
        defaultMode: closed,
        items: [item('ca.crt'), item('tls.crt', 'server.crt'), item('tls.key', 'server.key')],
      },
    },
    ...(service.secrets.length > 0
      ? [
          {
            name: 'secrets',
            secret: {
              secretName: 'croft',
              defaultMode: closed,
              items: service.secrets.map(name => item(name)),
            },
          },
        ]
      : []),
    { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
    keepsState(service)
      ? { name: 'data', persistentVolumeClaim: { claimName: `croft-${service.name}` } }
      : { name: 'data', emptyDir: { sizeLimit: '2Gi' } },
    { name: 'tmp', emptyDir: { sizeLimit: '2Gi' } },
  ];
}

/** Two at least, so that neither a node that is emptied nor one that dies takes the service away. */
function scaling(service: ServicePlace): Manifest[] {
  const metadata = metadataOf(service);
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
  const rpc = inventory.services.flatMap(({ ports }) => [tcp(ports.rpc), tcp(ports.http)]);
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
