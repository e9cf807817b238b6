import { z } from 'zod';

/**
 * What `docker stack deploy` takes of a Compose file (version 3.13 and 3.14 of its format, https://docs.docker.com/reference/compose-file/legacy-versions/),
 * as far as we use it, and Swarm carries out: a field that is not here is refused there, or passed over in silence, as `tmpfs` is.
 */
const name = z.string().regex(/^[a-zA-Z0-9._-]+$/);
const path = z.string().startsWith('/');
const whole = z.number().int().nonnegative();
const port = z.number().int().min(1).max(65_535);
const duration = z.string().regex(/^\d+(ms|s|m|h)$/);
const command = z.array(z.string()).min(1);
const order = z.enum(['start-first', 'stop-first']);

const file = { source: name, target: path };
const owned = { uid: z.string().regex(/^\d+$/), gid: z.string().regex(/^\d+$/), mode: whole.max(0o777) };

const service = z.strictObject({
  image: z.string().min(1),
  command,
  working_dir: path,
  user: z.string().regex(/^\d+:\d+$/),
  environment: z.record(z.string().regex(/^[A-Z_]+$/), z.string()),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  volumes: z.array(z.strictObject({ type: z.literal('volume'), source: name.optional(), target: path })),
  networks: z.array(name),
  ports: z.array(z.strictObject({ target: port, published: port })).optional(),
  secrets: z.array(z.strictObject({ ...file, ...owned })),
  configs: z.array(z.strictObject(file)),
  healthcheck: z.strictObject({
    test: z.tuple([z.literal('CMD')]).rest(z.string()),
    interval: duration,
    timeout: duration,
    retries: whole.min(1),
    start_period: duration,
    start_interval: duration,
  }),
  stop_grace_period: duration,
  deploy: z.strictObject({
    replicas: whole.min(1),
    placement: z.strictObject({ constraints: z.array(z.string()).min(1) }).optional(),
    update_config: z.strictObject({
      order,
      parallelism: whole.min(1),
      failure_action: z.enum(['pause', 'continue', 'rollback']),
    }),
    restart_policy: z.strictObject({ condition: z.enum(['none', 'on-failure', 'any']), delay: duration }),
    resources: z.strictObject({
      limits: z.strictObject({ memory: z.string().regex(/^\d+[MG]$/), pids: whole.min(1) }),
    }),
  }),
});

export const ComposeFile = z.strictObject({
  services: z.record(name, service),
  networks: z.record(name, z.strictObject({ driver: z.literal('overlay'), attachable: z.boolean() })),
  volumes: z.record(name, z.strictObject({})),
  secrets: z.record(name, z.strictObject({ external: z.literal(true) })),
  configs: z.record(name, z.strictObject({ name: name.max(64), file: z.string().startsWith('./') })),
});
export type ComposeFile = z.output<typeof ComposeFile>;
