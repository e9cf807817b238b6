import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseAllDocuments, stringify } from 'yaml';
import { ENTRY, inside, USER } from '../../deploy/render/container.ts';
import { KubernetesObject } from '../../deploy/render/testing/kubernetes-schema.ts';
import { noPods, startPods } from './support/pods.ts';

const CONFIG = {
  server: { url: 'http://web:8080' },
  servers: { one: { address: '192.0.2.1' } },
  backups: { to: '/var/backups/croft', keep: 3 },
  secrets: { DATABASE_URL: { env: 'KUBE_DATABASE' } },
};
const SERVICES = ['api', 'reader', 'bot', 'chat', 'relay', 'web'];
/** What podman knows nothing of and passes over. */
const PASSED_OVER = ['Service', 'PodDisruptionBudget', 'HorizontalPodAutoscaler', 'NetworkPolicy', 'CronJob'];
/** In milliseconds: the machine may have much to do. */
const PATIENCE = 90_000;

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(100)) if (await holds()) return;
  throw new Error(`It does not come to this: ${what}.`);
}

test('what is rendered for Kubernetes, played by podman, serves a site', {
  skip: noPods() ?? false,
  timeout: 900_000,
}, async t => {
  const pods = await startPods(t);
  const took = (what: string, since: number) =>
    t.diagnostic(`${what}: ${((performance.now() - since) / 1000).toFixed(1)} s`);
  const manifests = join(pods.folder, 'kubernetes/croft.yaml');
  const container = (service: string) => `${service}-pod-0-${service}`;
  let objects: KubernetesObject[] = [];
  const all = <K extends KubernetesObject['kind']>(kind: K) =>
    objects.filter((object): object is Extract<KubernetesObject, { kind: K }> => object.kind === kind);
  const web = (path: string, ...options: string[]) =>
    pods.ask(`http://${pods.address(SERVICES.indexOf('web'))}:8080${path}`, ...options);
  const isReady = async (service: string) => {
    const { spec } = all('Deployment').find(({ metadata }) => metadata.name === service)!;
    const { command } = spec.template.spec.containers[0].readinessProbe.exec;
    return pods.run('podman', 'exec', container(service), ...command).then(
      said => said === 'ready',
      () => false,
    );
  };

  await t.test('an image is made and loaded without a registry', async () => {
    await writeFile(
      join(pods.folder, 'croft.config.ts'),
      `export default ${JSON.stringify(CONFIG, undefined, 2)};\n`,
    );
    await pods.croft('release');
    let begun = performance.now();
    const { image } = await pods.croft('render', 'image');
    took('croft render image', begun);
    begun = performance.now();
    assert.match(await pods.run('podman', 'load', '-i', 'croft-image.tar'), new RegExp(`: ${image}$`));
    took('podman load', begun);
  });

  await t.test('prepare.sh makes the secrets, and of the manifests each service becomes a pod', async () => {
    await pods.croft('render', 'kubernetes');
    const documents = parseAllDocuments(await readFile(manifests, 'utf8'));
    objects = documents.map(document => KubernetesObject.parse(document.toJS()));
    const names = all('Deployment').map(({ metadata }) => metadata.name);
    assert.deepEqual(names, SERVICES);
    await pods.run('sh', 'kubernetes/prepare.sh');
    assert.deepEqual((await pods.run('podman', 'secret', 'ls', '--format', '{{.Name}}')).split('\n').sort(), [
      'croft',
      'croft-tls',
    ]);
    await pods.name(names);
    const addresses = names.flatMap((_name, at) => ['--ip', pods.address(at)]);
    const begun = performance.now();
    await pods.run('podman', 'kube', 'play', '--network', 'croft', ...addresses, manifests);
    await until('the page is served', async () => (await web('/')).status === 200);
    took('from podman kube play to the page', begun);
    for (const service of SERVICES) await until(`${service} is ready`, () => isReady(service));
    took('from podman kube play to all six being ready', begun);
    assert.deepEqual(
      (await pods.run('podman', 'pod', 'ps', '--format', '{{.Name}} {{.Status}}')).split('\n').sort(),
      SERVICES.map(name => `${name}-pod-0 Running`).sort(),
    );
  });

  await t.test('processes have no rights, and write where they may alone', async () => {
    for (const service of SERVICES) {
      const inspect = (what: string) =>
        pods.run('podman', 'inspect', '-f', `{{${what}}}`, container(service));
      assert.equal(await inspect('.HostConfig.ReadonlyRootfs'), 'true');
      const status = await pods.run('cat', `/proc/${await inspect('.State.Pid')}/status`);
      const line = (key: string) => new RegExp(`^${key}:\\s+(.*)$`, 'm').exec(status)?.[1];
      assert.deepEqual(
        ['Uid', 'CapEff', 'CapBnd', 'NoNewPrivs', 'Seccomp'].map(line),
        [Array(4).fill(USER).join('\t'), '0'.repeat(16), '0'.repeat(16), '1', '2'],
        service,
      );
      assert.doesNotMatch(await pods.run('podman', 'logs', container(service)), /EROFS|EACCES|EPERM/);
    }
  });

  await t.test('a post that is written by REST is on the page, which one pod asks of another', async () => {
    const words = ['token', 'create', 'kube', '--scope', 'write', '--json'];
    const { token } = JSON.parse(await pods.run('podman', 'exec', container('api'), ...ENTRY, ...words));
    const written = await web(
      '/api/v1/posts',
      ...['-H', `authorization: Bearer ${token}`, '-H', 'content-type: application/json'],
      ...['-d', JSON.stringify({ markdown: 'Written in a pod.', status: 'published' })],
    );
    assert.equal(written.status, 201, written.body);
    await until('it is on the page', async () => (await web('/')).body.includes('Written in a pod.'));
  });

  await t.test(
    'services tell how they are to who has a certificate of theirs, and to nobody else',
    async () => {
      const files = await pods.run('podman', 'volume', 'inspect', '-f', '{{.Mountpoint}}', 'croft-tls');
      const file = (name: string) => join(files, name);
      const shown = ['--cacert', file('ca.crt'), '--cert', file('server.crt'), '--key', file('server.key')];
      for (const [at, service] of SERVICES.entries()) {
        const { ports } = all('Service').find(({ metadata }) => metadata.name === service)!.spec;
        const { port } = ports.find(({ name }) => name === 'internal')!;
        const known = ['--resolve', `${service}:${port}:${pods.address(at)}`];
        const url = `https://${service}:${port}/readyz`;
        assert.equal((await pods.ask(url, ...known, ...shown)).status, 200, service);
        assert.equal((await pods.ask(url, ...known, '-k')).status, 0, service);
      }
    },
  );

  await t.test('a container that dies is begun anew, and nothing is lost', async () => {
    for (const service of ['api', 'web']) {
      const inspect = (what: string) =>
        pods.run('podman', 'inspect', '-f', `{{${what}}}`, container(service));
      const begun = performance.now();
      await pods.run('kill', '-KILL', await inspect('.State.Pid'));
      await until(`${service} was begun anew`, async () => (await inspect('.RestartCount')) === '1');
      await until(`${service} is ready`, () => isReady(service));
      took(`from the death of ${service} to its being ready`, begun);
    }
    await until('the post is on the page', async () => (await web('/')).body.includes('Written in a pod.'));
  });

  await t.test('the job of the night makes a backup of the database and proves it', async () => {
    const { metadata, spec } = all('CronJob')[0]!;
    const configurations = all('ConfigMap').filter(map => map.metadata.name === 'croft-api-config');
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec: spec.jobTemplate.spec.template.spec };
    const file = join(pods.folder, 'job.yaml');
    const options = { aliasDuplicateObjects: false };
    const documents = [...configurations, pod].map(object => stringify(object, options));
    await writeFile(file, documents.join('---\n'));
    const address = pods.address(SERVICES.length);
    const begun = performance.now();
    await pods.run('podman', 'kube', 'play', '--network', 'croft', '--ip', address, file);
    const job = `${metadata.name}-backup`;
    assert.equal(await pods.run('podman', 'wait', job), '0', await pods.run('podman', 'logs', job));
    took('the job', begun);
    const { folder, verified } = JSON.parse(await pods.run('podman', 'logs', job));
    assert.equal(verified, true);
    assert.match(folder, new RegExp(`^${inside.backups}/api/croft-`));
    const noted = ['/bin/sh', '-c', `read -r at < ${inside.data}/.backup-proved; echo "$at"`];
    assert.match(await pods.run('podman', 'exec', container('api'), ...noted), /^20\d\d-.*Z$/);
    await pods.run('podman', 'kube', 'down', file);
  });

  await t.test('down takes all away but the claims, what podman does not know was passed over', async () => {
    assert.deepEqual(
      [...new Set(objects.map(({ kind }) => kind))].sort(),
      ['ConfigMap', 'Deployment', 'PersistentVolumeClaim', ...PASSED_OVER].sort(),
    );
    await pods.run('podman', 'kube', 'down', manifests);
    assert.equal(await pods.run('podman', 'pod', 'ps', '-q'), '');
    assert.equal(await pods.run('podman', 'ps', '-aq'), '');
    const volumes = (await pods.run('podman', 'volume', 'ls', '-q')).split('\n');
    const claims = all('PersistentVolumeClaim').map(({ metadata }) => metadata.name);
    const copies = [...all('ConfigMap').map(({ metadata }) => metadata.name), 'croft', 'croft-tls'];
    assert.deepEqual(volumes.sort(), [...claims, ...copies].sort());
  });
});
