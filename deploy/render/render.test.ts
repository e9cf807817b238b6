import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { deployedServices, KINDS, KNOWN_SERVICES } from '../inventory/known-services.ts';
import { alertRules } from './alert-rules.ts';
import { composeFile, composeFiles } from './compose.ts';
import { containerConfig } from './configuration.ts';
import { kubernetesManifests, manifestsAsYaml } from './kubernetes.ts';
import { prepareScript } from './prepare.ts';
import { prometheusConfig } from './prometheus.ts';
import { ComposeFile } from './testing/compose-schema.ts';
import { KubernetesObject } from './testing/kubernetes-schema.ts';
import { secrets, testSource } from './testing/source.ts';

type Deployment = Extract<KubernetesObject, { kind: 'Deployment' }>;

function readManifests(text: string): KubernetesObject[] {
  return parseAllDocuments(text).map(document => KubernetesObject.parse(document.toJS()));
}

function deployments(objects: readonly KubernetesObject[]): Map<string, Deployment> {
  const found = objects.filter(object => object.kind === 'Deployment');
  return new Map(found.map(object => [object.metadata.name, object]));
}

const backups = { to: '/var/backups/croft', at: '03:15', keep: 14 };

/** Inventories as they may be written: services anywhere, pinned or not, with any memory, and backups. */
const anySettings = fc.record({
  backups: fc.constantFrom(undefined, backups),
  services: fc
    .array(
      fc.tuple(
        fc.constantFrom(...deployedServices),
        fc.constantFrom(...KINDS),
        fc.boolean(),
        fc.constantFrom('512M', '3G'),
      ),
    )
    .map(list =>
      Object.fromEntries(
        list.map(([name, kind, both, memory]) => {
          const allowed =
            KNOWN_SERVICES[name].kind === 'singleton' || KNOWN_SERVICES[name].state.length > 0
              ? KNOWN_SERVICES[name].kind
              : kind;
          return [
            name,
            { kind: allowed, memory, on: both && allowed === 'stateless' ? ['one', 'two'] : 'two' },
          ];
        }),
      ),
    ),
});

test('whatever the inventory, each service is there once under every engine, with fields that the engine knows', () => {
  fc.assert(
    fc.property(anySettings, settings => {
      const source = testSource(settings);
      const objects = kubernetesManifests(source).map(manifest => KubernetesObject.parse(manifest));
      for (const kind of ['Deployment', 'Service']) {
        const names = objects.filter(object => object.kind === kind).map(({ metadata }) => metadata.name);
        assert.deepEqual(names, [...deployedServices]);
      }
      const stack = ComposeFile.parse(composeFile(source));
      assert.deepEqual(Object.keys(stack.services), [...deployedServices]);
      const prometheus = parse(prometheusConfig(source.inventory, '/tls'));
      assert.deepEqual(
        prometheus.scrape_configs.map((job: { job_name: string }) => job.job_name),
        deployedServices.map(name => `croft-${name}`),
      );
      for (const service of source.inventory.services) {
        const { spec } = deployments(objects).get(service.name)!;
        const grows = objects.some(
          ({ kind, metadata }) => kind === 'HorizontalPodAutoscaler' && metadata.name === service.name,
        );
        assert.equal(grows, service.kind === 'stateless', 'only what is stateless grows');
        assert.equal(spec.strategy.type, grows ? 'RollingUpdate' : 'Recreate');
        assert.equal(spec.replicas, grows ? undefined : 1);
        const claims = spec.template.spec.volumes.some(volume => 'persistentVolumeClaim' in volume);
        assert.equal(claims, service.state.length > 0, 'state is kept, and nothing else');
      }
    }),
    { numRuns: 20 },
  );
});

test('what a stack refers to is declared in it, and each place that is written to is its user’s own', () => {
  const files = composeFiles(testSource());
  const { services, ...declared } = ComposeFile.parse(parse(files['compose.yaml']!));
  for (const { volumes, networks, secrets, configs } of Object.values(services)) {
    for (const { source } of volumes) assert.ok(source === undefined || source in declared.volumes);
    for (const network of networks) assert.ok(network in declared.networks);
    for (const { source } of secrets) assert.ok(source in declared.secrets);
    for (const { source } of configs) assert.ok(declared.configs[source]!.file.slice(2) in files);
    // A volume takes over whose a folder of the image is, and the image has these.
    assert.deepEqual(volumes.map(({ target }) => target).sort(), ['/run/croft', '/tmp', '/var/lib/croft']);
  }
});

test('a service is given the secrets that are its own, by name', () => {
  const objects = deployments(readManifests(manifestsAsYaml(kubernetesManifests(testSource()))));
  const given = (name: string) =>
    objects
      .get(name)!
      .spec.template.spec.volumes.flatMap(volume =>
        'secret' in volume && volume.name === 'secrets' ? volume.secret.items.map(({ key }) => key) : [],
      );
  assert.deepEqual(given('web'), ['DATABASE_URL']);
  assert.deepEqual(given('relay'), ['DATABASE_URL', 'MATRIX_TOKEN']);
  const stack = composeFile(testSource());
  assert.deepEqual(stack.services['api']!.secrets.map(({ source }) => source).sort(), [
    'croft_DATABASE_URL',
    'croft_SMTP_URL',
    'croft_ca.crt',
    'croft_tls.crt',
    'croft_tls.key',
  ]);
});

test('a secret that is written into the configuration is refused by name, and nothing of it is said', () => {
  const cases: [Record<string, Record<string, unknown>>, RegExp][] = [
    [{ relay: { networks: [{ kind: 'matrix', token: 'hush-hush' }] } }, /relay\.networks\.0\.token/],
    [{ relay: { networks: [{ sasl: { password: 'hush-hush' } }] } }, /relay\.networks\.0\.sasl\.password/],
    [{ relay: { networks: [{ clientSecret: 'hush-hush' }] } }, /clientSecret/],
    [{ translation: { deepl: { key: 'hush-hush' } } }, /translation\.deepl\.key/],
    [{ api: { smtp: 'smtps://me:hush-hush@mail.example.org' } }, /api\.smtp/],
  ];
  for (const [written, words] of cases)
    for (const render of [kubernetesManifests, composeFiles])
      assert.throws(
        () => render(testSource({}, written)),
        (error: Error) => words.test(error.message) && !error.message.includes('hush-hush'),
      );
});

test('the address of the database is left out wherever it was written, and services are called by their bare names', () => {
  const source = testSource(
    {},
    { server: { url: 'https://example.org', database: 'postgres://croft:hush-hush@db/croft' } },
  );
  const all = manifestsAsYaml(kubernetesManifests(source)) + Object.values(composeFiles(source)).join('');
  assert.doesNotMatch(all, /hush-hush/);
  for (const service of source.inventory.services)
    assert.match(containerConfig(service, source), /"names": ""/);
});

test('Prometheus is told what is wrong, in rules that it reads', () => {
  const { groups } = parse(alertRules()) as { groups: { rules: Record<string, unknown>[] }[] };
  assert.equal(groups.length, 1);
  for (const { alert, expr, labels, annotations } of groups[0]!.rules) {
    assert.match(String(alert), /^Croft[A-Z]/);
    assert.ok(String(expr).match(/[<>=]/), 'it holds or does not');
    assert.ok((labels as { severity: string }).severity && (annotations as { summary: string }).summary);
  }
  const { rule_files: files } = parse(prometheusConfig(testSource().inventory, '/tls'));
  assert.deepEqual(files, ['rules.yml']);
});

test('the script for the secrets reads them where they are kept, and makes a certificate for every name', t => {
  const folder = mkdtempSync(join(tmpdir(), 'croft-prepare-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const { inventory } = testSource();
  // The engines themselves are not here: these take what they are given.
  const put = (program: string, script: string) => {
    writeFileSync(join(folder, program), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, program), 0o755);
  };
  put('pass', 'echo "$2 token"');
  put('docker', `[ "$2" = inspect ] && exit 1; cp "$4" "${folder}/made-$3"`);
  put(
    'kubectl',
    `[ "$1" = apply ] && exec cat; for given; do case $given in --from-file=*) echo "$4 \${given##*/}" ;; esac; done`,
  );
  mkdirSync(join(folder, 'kept'));
  writeFileSync(join(folder, 'kept/smtp'), 'smtps://kept');
  const run = (engine: 'swarm' | 'kubernetes', env: Record<string, string>) =>
    execFileSync('sh', ['-c', prepareScript(inventory, engine)], {
      cwd: folder,
      env: { ...process.env, PATH: `${folder}:${process.env['PATH']}`, ...env },
      encoding: 'utf8',
      stdio: 'pipe',
    });
  run('swarm', { CROFT_DB: 'postgres://kept' });
  const made = (name: string) => readFileSync(join(folder, `made-croft_${name}`), 'utf8');
  assert.equal(made('DATABASE_URL'), 'postgres://kept');
  assert.equal(made('MATRIX_TOKEN'), "the bot's token\n");
  assert.equal(made('SMTP_URL'), 'smtps://kept');
  const certificate = new X509Certificate(made('tls.crt'));
  assert.ok(certificate.verify(new X509Certificate(made('ca.crt')).publicKey));
  for (const name of deployedServices) assert.equal(certificate.checkHost(name), name);
  assert.deepEqual(run('kubernetes', { CROFT_DB: 'postgres://kept' }).trim().split('\n'), [
    ...['ca.crt', 'tls.crt', 'tls.key'].map(file => `croft-tls ${file}`),
    ...Object.keys(secrets).map(name => `croft ${name}`),
  ]);
  assert.throws(() => run('swarm', {}), /CROFT_DB: secrets\.DATABASE_URL comes from it/);
});
