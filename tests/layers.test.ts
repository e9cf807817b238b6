import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { filesOf, groups } from './support/group.ts';

const root = resolve(import.meta.dirname, '..');
const FOLDERS = ['cli', 'deploy', 'core', 'services'];
const LONGEST_FILE = 300;

const files = FOLDERS.flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(path => join(folder, path))
    .filter(path => path.endsWith('.ts')),
);

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

const imports: Import[] = files.flatMap(from => {
  const text = readFileSync(join(root, from), 'utf8');
  return [
    ...text.matchAll(
      /(?:^|\n)\s*(import|export)\s+(type\s+)?[^'"`;]*?from\s+'(\.[^']+)'|\bimport\('(\.[^']+)'\)/g,
    ),
  ].map(found => ({
    from,
    to: relative(root, resolve(root, dirname(from), (found[3] ?? found[4])!)),
    typeOnly: found[2] !== undefined,
  }));
});

const isTest = (path: string) => path.endsWith('.test.ts');
const layer = (path: string) => FOLDERS.indexOf(path.split('/')[0]!);
const service = (path: string) => (path.startsWith('services/') ? path.split('/')[1] : undefined);

test('arrows point down: cli uses deploy, services and core, these use core, and core knows none of them', () => {
  const allowed: Record<string, string[]> = {
    cli: ['cli', 'deploy', 'services', 'core'],
    deploy: ['deploy', 'core'],
    services: ['services', 'core'],
    core: ['core'],
  };
  const wrong = imports.filter(
    ({ from, to }) =>
      !isTest(from) && layer(to) !== -1 && !allowed[from.split('/')[0]!]!.includes(to.split('/')[0]!),
  );
  assert.deepEqual(wrong, []);
});

test('a service imports of another one its contract and nothing else', () => {
  const wrong = imports.filter(({ from, to }) => {
    const other = service(to);
    return (
      service(from) !== undefined &&
      other !== undefined &&
      other !== service(from) &&
      to !== `services/${other}/contract.ts`
    );
  });
  assert.deepEqual(wrong, []);
});

test('there is no circle of imports', () => {
  const edges = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports)
    if (!typeOnly && !isTest(from)) edges.set(from, [...(edges.get(from) ?? []), to]);
  const state = new Map<string, 'open' | 'done'>();
  const walk = (file: string, path: string[]): void => {
    if (state.get(file) === 'done') return;
    assert.notEqual(
      state.get(file),
      'open',
      `circle: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`,
    );
    state.set(file, 'open');
    for (const next of edges.get(file) ?? []) walk(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of edges.keys()) walk(file, []);
});

test('a file can be read in one go', () => {
  const long = files.filter(
    path =>
      !path.endsWith('schema.ts') && readFileSync(join(root, path), 'utf8').split('\n').length > LONGEST_FILE,
  );
  assert.deepEqual(long, []);
});

test('every test file is run by one group, and every group has its file', () => {
  const all = globSync('{cli,core,deploy,services,tests,bench}/**/*.test.ts', { cwd: root });
  const run = Object.values(groups).flatMap(filesOf);
  const runs = Object.keys(groups).map(name => `tests/groups/${name}.test.ts`);
  assert.deepEqual([...run, ...runs].sort(), all.sort());
});
