import { z } from 'zod';

/**
 * The parts of the API of Kubernetes 1.30 that our manifests use (https://kubernetes.io/docs/reference/kubernetes-api/), each field
 * with its type; a field that is not there is refused, where the API server would warn and drop it.
 */
const name = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
const quantity = z.string().regex(/^\d+(\.\d+)?(m|[KMGT]i?)?$/);
const whole = z.number().int().nonnegative();
const port = z.number().int().min(1).max(65_535);
const path = z.string().startsWith('/');
const labels = z.record(
  z.string().regex(/^([a-z0-9.-]+\/)?[A-Za-z0-9][\w.-]{0,62}$/),
  z.string().regex(/^[A-Za-z0-9][\w.-]{0,62}$/),
);
const metadata = z.strictObject({ name, labels: labels.optional() });
const selector = z.strictObject({ matchLabels: labels });
const object = <K extends string, S extends z.ZodRawShape>(apiVersion: string, kind: K, more: S) =>
  z.strictObject({ apiVersion: z.literal(apiVersion), kind: z.literal(kind), metadata, ...more });

const probe = z.strictObject({
  exec: z.strictObject({ command: z.array(z.string()).min(1) }),
  timeoutSeconds: whole,
  periodSeconds: whole.min(1),
  failureThreshold: whole.min(1),
});

const program = {
  name,
  image: z.string().min(1),
  imagePullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']),
  args: z.array(z.string()),
  workingDir: path,
  env: z.array(z.strictObject({ name: z.string().regex(/^[A-Z_]+$/), value: z.string() })),
  resources: z.strictObject({
    requests: z.strictObject({ cpu: quantity, memory: quantity }),
    limits: z.strictObject({ memory: quantity }),
  }),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(z.strictObject({ name, mountPath: path, readOnly: z.boolean().optional() })),
};

const container = z.strictObject({
  ...program,
  ports: z.array(z.strictObject({ name: name.max(15), containerPort: port })),
  startupProbe: probe,
  readinessProbe: probe,
  livenessProbe: probe,
  lifecycle: z.strictObject({
    preStop: z.strictObject({ sleep: z.strictObject({ seconds: whole.min(1) }) }),
  }),
});

const volume = z.union([
  z.strictObject({ name, configMap: z.strictObject({ name }) }),
  z.strictObject({
    name,
    secret: z.strictObject({
      secretName: name,
      optional: z.literal(false),
      defaultMode: whole.max(0o777),
      items: z.array(z.strictObject({ key: z.string().regex(/^[\w.-]+$/), path: z.string() })),
    }),
  }),
  z.strictObject({
    name,
    emptyDir: z.strictObject({ medium: z.literal('Memory').optional(), sizeLimit: quantity }),
  }),
  z.strictObject({ name, persistentVolumeClaim: z.strictObject({ claimName: name }) }),
]);

const pod = {
  automountServiceAccountToken: z.literal(false),
  enableServiceLinks: z.literal(false),
  securityContext: z.strictObject({
    runAsNonRoot: z.literal(true),
    runAsUser: whole.min(1),
    runAsGroup: whole.min(1),
    fsGroup: whole.min(1),
    seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
  }),
  volumes: z.array(volume),
};

const CronJob = object('batch/v1', 'CronJob', {
  spec: z.strictObject({
    /** Every day at a time. */
    schedule: z.string().regex(/^[1-5]?\d (1?\d|2[0-3]) \* \* \*$/),
    timeZone: z.literal('Etc/UTC'),
    concurrencyPolicy: z.enum(['Allow', 'Forbid', 'Replace']),
    startingDeadlineSeconds: whole.min(10),
    jobTemplate: z.strictObject({
      spec: z.strictObject({
        backoffLimit: whole,
        template: z.strictObject({
          metadata: z.strictObject({ labels }),
          spec: z.strictObject({
            ...pod,
            restartPolicy: z.enum(['Never', 'OnFailure']),
            affinity: z.strictObject({
              podAffinity: z.strictObject({
                requiredDuringSchedulingIgnoredDuringExecution: z.tuple([
                  z.strictObject({ topologyKey: z.string(), labelSelector: selector }),
                ]),
              }),
            }),
            containers: z.tuple([z.strictObject(program)]),
          }),
        }),
      }),
    }),
  }),
});

const Deployment = object('apps/v1', 'Deployment', {
  spec: z.strictObject({
    replicas: whole.optional(),
    strategy: z.union([
      z.strictObject({ type: z.literal('Recreate') }),
      z.strictObject({
        type: z.literal('RollingUpdate'),
        rollingUpdate: z.strictObject({ maxUnavailable: whole, maxSurge: whole }),
      }),
    ]),
    selector,
    template: z.strictObject({
      metadata: z.strictObject({ labels, annotations: z.record(z.string(), z.string()) }),
      spec: z.strictObject({
        ...pod,
        terminationGracePeriodSeconds: whole,
        topologySpreadConstraints: z
          .array(
            z.strictObject({
              maxSkew: whole.min(1),
              topologyKey: z.string(),
              whenUnsatisfiable: z.enum(['ScheduleAnyway', 'DoNotSchedule']),
              labelSelector: selector,
            }),
          )
          .optional(),
        containers: z.tuple([container]),
      }),
    }),
  }),
});

const Service = object('v1', 'Service', {
  spec: z.strictObject({
    selector: labels,
    ports: z.array(z.strictObject({ name, port, targetPort: z.union([name, port]) })).min(1),
  }),
});

const ingress = z.strictObject({
  from: z
    .array(
      z.union([
        z.strictObject({ podSelector: selector }),
        z.strictObject({ namespaceSelector: z.strictObject({}) }),
      ]),
    )
    .optional(),
  ports: z.array(z.strictObject({ protocol: z.literal('TCP'), port })),
});

export const KubernetesObject = z.discriminatedUnion('kind', [
  Deployment,
  CronJob,
  Service,
  object('v1', 'ConfigMap', { data: z.record(z.string().regex(/^[\w.-]+$/), z.string()) }),
  object('v1', 'PersistentVolumeClaim', {
    spec: z.strictObject({
      accessModes: z.tuple([z.literal('ReadWriteOnce')]),
      resources: z.strictObject({ requests: z.strictObject({ storage: quantity }) }),
    }),
  }),
  object('policy/v1', 'PodDisruptionBudget', {
    spec: z.strictObject({ maxUnavailable: whole, selector }),
  }),
  object('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: z.strictObject({
      scaleTargetRef: z.strictObject({
        apiVersion: z.literal('apps/v1'),
        kind: z.literal('Deployment'),
        name,
      }),
      minReplicas: whole.min(1),
      maxReplicas: whole.min(1),
      metrics: z.array(
        z.strictObject({
          type: z.literal('Resource'),
          resource: z.strictObject({
            name: z.literal('cpu'),
            target: z.strictObject({ type: z.literal('AverageValue'), averageValue: quantity }),
          }),
        }),
      ),
    }),
  }),
  object('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: z.strictObject({
      podSelector: selector,
      policyTypes: z.tuple([z.literal('Ingress')]),
      ingress: z.array(ingress),
    }),
  }),
]);
export type KubernetesObject = z.output<typeof KubernetesObject>;
