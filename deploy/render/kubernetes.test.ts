import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import type { ServicePlace } from '../inventory/inventory.ts';
import { composeBackups, composeFile } from './compose.ts';
import { kubernetesManifests, manifestsAsYaml } from './kubernetes.ts';
import { prepareScript } from './prepare.ts';
import { KubernetesObject } from './testing/kubernetes-schema.ts';
import { testSource } from './testing/source.ts';

type Of<K extends KubernetesObject['kind']> = Extract<KubernetesObject, { kind: K }>;

const source = testSource({ backups: { to: '/var/backups/croft', at: '03:05', keep: 7 } });
const objects = parseAllDocuments(manifestsAsYaml(kubernetesManifests(source))).map(document =>
  KubernetesObject.parse(document.toJS()),
);

function all<K extends KubernetesObject['kind']>(kind: K): Of<K>[] {
  return objects.filter((object): object is Of<K> => object.kind === kind);
}

/** What runs in pods: the labels that they are found by, and their specification. */
const pods = [
  ...all('Deployment').map(({ metadata, spec }) => ({ name: metadata.name, ...spec.template })),
  ...all('CronJob').map(({ metadata, spec }) => ({
    name: metadata.name,
    ...spec.jobTemplate.spec.template,
  })),
];

function podsWith(wanted: Record<string, string>): string[] {
  const fits = (labels: Record<string, string>) =>
    Object.entries(wanted).every(([key, value]) => labels[key] === value);
  return pods.filter(({ metadata }) => fits(metadata.labels)).map(({ name }) => name);
}

/** Types of the API of Kubernetes 1.30 that are made from its own schemas. */
const TYPES: Record<KubernetesObject['kind'], string> = {
  Deployment: 'apps/v1',
  CronJob: 'batch/v1',
  Service: 'core/v1',
  ConfigMap: 'core/v1',
  PersistentVolumeClaim: 'core/v1',
  PodDisruptionBudget: 'policy/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  NetworkPolicy: 'networking/v1',
};

test('every field of every object is one of Kubernetes, of its type', t => {
  const folder = mkdtempSync(join(tmpdir(), 'croft-types-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const modules = join(import.meta.dirname, '../../node_modules');
  const check = (list: readonly unknown[]) => {
    const lines = (list as KubernetesObject[]).map(
      (object, at) =>
        `export const o${at}: import('${modules}/kubernetes-types/${TYPES[object.kind]}.d.ts').${object.kind} = ${JSON.stringify(object)};`,
    );
    writeFileSync(join(folder, 'objects.ts'), lines.join('\n'));
    const given = ['--noEmit', '--strict', '--skipLibCheck', '--types', '', '--module', 'nodenext'];
    execFileSync(join(modules, '.bin/tsc'), [...given, '--allowImportingTsExtensions', 'objects.ts'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  };
  check(objects);
  const job = structuredClone(all('CronJob')[0]!);
  const container = job.spec.jobTemplate.spec.template.spec.containers[0];
  Object.assign(container.volumeMounts[0]!, { readonly: true });
  assert.throws(() => check([job]), { stdout: /readonly.* does not exist in type 'VolumeMount'/ });
});

test('every volume that is mounted exists, and every claim and configuration that is named', () => {
  const known = new Set(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
  for (const { spec } of pods) {
    const { containers, volumes } = spec;
    const mounts = containers[0].volumeMounts;
    assert.deepEqual(mounts.map(({ name }) => name).sort(), volumes.map(({ name }) => name).sort());
    assert.equal(new Set(mounts.map(({ mountPath }) => mountPath)).size, mounts.length);
    for (const volume of volumes) {
      if ('configMap' in volume) assert.ok(known.has(`ConfigMap ${volume.configMap.name}`));
      if ('persistentVolumeClaim' in volume)
        assert.ok(known.has(`PersistentVolumeClaim ${volume.persistentVolumeClaim.claimName}`));
    }
  }
});

test('a volume is known by a name that no other of another pod or kind has, which is how podman tells them apart', () => {
  const owners = new Map<string, string>();
  for (const { metadata, spec } of all('Deployment'))
    for (const volume of spec.template.spec.volumes) {
      if ('secret' in volume) continue;
      const name =
        'configMap' in volume
          ? volume.configMap.name
          : 'persistentVolumeClaim' in volume
            ? volume.persistentVolumeClaim.claimName
            : volume.name;
      assert.equal(owners.get(name), undefined, `${name} of ${metadata.name}`);
      owners.set(name, metadata.name);
    }
  assert.ok(owners.size > 0);
});

test('every secret that is named is made by prepare.sh, with each key that is taken from it', () => {
  const script = prepareScript(source.inventory, 'kubernetes');
  const made = new Map(
    [...script.matchAll(/create secret generic (\S+) .*\n(.*)\|/g)].map(([, name, files]) => [
      name!,
      [...files!.matchAll(/\$made\/([^"]+)"/g)].map(([, key]) => key!),
    ]),
  );
  assert.deepEqual([...made.keys()], ['croft-tls', 'croft']);
  for (const { spec } of pods)
    for (const volume of spec.volumes)
      if ('secret' in volume)
        for (const { key } of volume.secret.items)
          assert.ok(made.get(volume.secret.secretName)?.includes(key), `${volume.secret.secretName}: ${key}`);
});

test('whatever chooses pods chooses those of one service, and ports are those that its container opens', () => {
  const containers = new Map(
    all('Deployment').map(({ metadata, spec }) => [metadata.name, spec.template.spec.containers[0]]),
  );
  for (const { metadata, spec } of all('Deployment'))
    assert.deepEqual(podsWith(spec.selector.matchLabels), [metadata.name]);
  for (const { metadata, spec } of all('Service')) {
    assert.deepEqual(podsWith(spec.selector), [metadata.name]);
    const open = containers.get(metadata.name)!.ports;
    for (const { port, targetPort } of spec.ports)
      assert.equal(open.find(({ name }) => name === targetPort)?.containerPort, port);
  }
  for (const { metadata, spec } of all('PodDisruptionBudget'))
    assert.deepEqual(podsWith(spec.selector.matchLabels), [metadata.name]);
  for (const { spec } of all('HorizontalPodAutoscaler')) assert.ok(containers.has(spec.scaleTargetRef.name));
  const open = new Set(
    [...containers.values()].flatMap(({ ports }) => ports.map(port => port.containerPort)),
  );
  for (const { spec } of all('NetworkPolicy')) {
    assert.ok(podsWith(spec.podSelector.matchLabels).length > 0);
    for (const { ports } of spec.ingress)
      for (const { port } of ports) assert.ok(open.has(port), String(port));
  }
});

test('what a probe asks is the socket of its own service', () => {
  for (const { metadata, spec } of all('Deployment')) {
    const { startupProbe, readinessProbe, livenessProbe, env } = spec.template.spec.containers[0];
    const run = env.find(({ name }) => name === 'CROFT_RUN')!.value;
    for (const { exec } of [startupProbe, readinessProbe, livenessProbe])
      assert.equal(exec.command[2], `${run}/${metadata.name}.int`);
  }
});

const keepsFiles = ({ state }: ServicePlace) => state.length > 0;

test('each service that keeps files is backed up every night where it runs, and the database once', () => {
  const kept = source.inventory.services.filter(keepsFiles).map(({ name }) => name);
  assert.deepEqual(
    all('CronJob').map(({ metadata }) => metadata.name),
    kept.map(name => `${name}-backup`),
  );
  for (const [at, { spec }] of all('CronJob').entries()) {
    assert.equal(spec.schedule, '5 3 * * *');
    const { affinity, containers, volumes } = spec.jobTemplate.spec.template.spec;
    const [near] = affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution;
    assert.deepEqual(podsWith(near.labelSelector.matchLabels), [kept[at]]);
    const { args, volumeMounts } = containers[0];
    const folder = `/var/backups/croft/${kept[at]}`;
    const words = ['backup', folder, '--keep', '7', '--verify', '--json'];
    assert.deepEqual(args, at === 0 ? words : [...words, '--files-only']);
    const claim = (name: string) => {
      const volume = volumes.find(volume => volume.name === name)!;
      return 'persistentVolumeClaim' in volume ? volume.persistentVolumeClaim.claimName : undefined;
    };
    assert.deepEqual(
      [claim(`${kept[at]}-data`), claim('backups')],
      [`croft-${kept[at]}`, `croft-${kept[at]}-backups`],
    );
    const mount = (name: string) => volumeMounts.find(mount => mount.name === name)!;
    // It says there when it has proved one.
    assert.deepEqual(mount(`${kept[at]}-data`), { name: `${kept[at]}-data`, mountPath: '/var/lib/croft' });
    assert.deepEqual(mount('backups'), { name: 'backups', mountPath: '/var/backups/croft' });
  }
});

test('a stack has places for backups, and says what cron has to do', () => {
  const stack = composeFile(source);
  assert.deepEqual(Object.keys(stack.volumes), ['api', 'reader', 'api-backups', 'reader-backups']);
  const mounts = stack.services['api']!.volumes.filter(({ target }) => target === '/var/backups/croft');
  assert.deepEqual(mounts, [{ type: 'volume', source: 'api-backups', target: '/var/backups/croft' }]);
  const [first, second] = composeBackups(source);
  assert.match(
    first!,
    /^5 3 \* \* \* docker exec \$\(docker ps -q -f name=croft_api\.\) \/node .* \/cli\/croft\.js backup \/var\/backups\/croft\/api --keep 7 --verify --json$/,
  );
  assert.match(second!, /croft_reader\..* --files-only$/);
});

test('nothing is backed up, and no place made for it, unless the inventory says so', () => {
  const without = testSource();
  const kinds = new Set(kubernetesManifests(without).map(({ kind }) => kind));
  assert.ok(!kinds.has('CronJob'));
  assert.deepEqual(Object.keys(composeFile(without).volumes), ['api', 'reader']);
  assert.deepEqual(composeBackups(without), []);
});
