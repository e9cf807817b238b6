import type { ServicePlace } from '../inventory/inventory.ts';
import { keepsFiles } from '../inventory/inventory.ts';
import type { Source } from './configuration.ts';
import { environment, inside, USER } from './container.ts';

/** Labels of everything. */
export const PART = { 'app.kubernetes.io/part-of': 'croft' };
/** What a claim for the files of a service asks for. */
export const DISK = '10Gi';

/** Names and labels by which pods are found: those of another name are not taken for those of a service. */
export function metadataOf(name: string) {
  return { name, labels: { 'app.kubernetes.io/name': name, ...PART } };
}

/** What every pod is, apart from what runs in it. */
export const podBasics = {
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: USER,
    runAsGroup: USER,
    fsGroup: USER,
    seccompProfile: { type: 'RuntimeDefault' },
  },
} as const;

/** The ConfigMap of a service. */
export function configMapName({ name }: ServicePlace): string {
  return `croft-${name}-config`;
}

/** Its volumes: podman, which plays manifests too, takes those of one name in several pods for the same. */
function volumeName({ name }: ServicePlace, what: 'run' | 'data' | 'tmp'): string {
  return `${name}-${what}`;
}

/** A container that runs Croft's program as a service sees things. */
export function containerBasics(service: ServicePlace, { image }: Source) {
  const memory = `${service.memory}i`;
  const mount = (name: string, mountPath: string, closed: boolean) => ({
    name,
    mountPath,
    ...(closed && { readOnly: true }),
  });
  return {
    image,
    imagePullPolicy: 'IfNotPresent',
    workingDir: inside.config,
    env: Object.entries(environment(service)).map(([name, value]) => ({ name, value })),
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
      mount(volumeName(service, 'run'), inside.run, false),
      mount(volumeName(service, 'data'), inside.data, false),
      mount(volumeName(service, 'tmp'), '/tmp', false),
    ],
  };
}

/** A claim of a volume that one node has at a time. */
export function claim(name: string, service: ServicePlace, storage: string) {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { ...metadataOf(service.name), name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
  } as const;
}

/**
 * The certificate is kept as cert-manager and `kubectl create secret tls` keep theirs. That a secret has to be there is what
 * Kubernetes supposes; podman 4.3 ends in a panic where it is not said.
 */
export function volumes(service: ServicePlace, tmp = '2Gi') {
  const closed = 0o440;
  const item = (key: string, path = key) => ({ key, path });
  const data = volumeName(service, 'data');
  return [
    { name: 'config', configMap: { name: configMapName(service) } },
    {
      name: 'tls',
      secret: {
        secretName: 'croft-tls',
        optional: false,
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
              optional: false,
              defaultMode: closed,
              items: service.secrets.map(name => item(name)),
            },
          },
        ]
      : []),
    { name: volumeName(service, 'run'), emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
    keepsFiles(service)
      ? { name: data, persistentVolumeClaim: { claimName: `croft-${service.name}` } }
      : { name: data, emptyDir: { sizeLimit: '2Gi' } },
    { name: volumeName(service, 'tmp'), emptyDir: { sizeLimit: tmp } },
  ];
}
