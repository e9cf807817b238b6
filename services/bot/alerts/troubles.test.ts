import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Place } from '../../../core/service/look-around.ts';
import type { Machine } from '../../../core/service/machine.ts';
import { findTroubles } from './troubles.ts';

const NOW = Date.UTC(2026, 10, 29, 9);
const DAY_MS = 86_400_000;
const GB = 1024 ** 3;

function place(service: string, machine: Partial<Machine> = {}, more: Partial<Place> = {}): Place {
  const well = { host: 'one', data: '/data', diskFree: 9 * GB, diskSize: 20 * GB, crashes: [], ...machine };
  const status = { service, ready: true, machine: well } as unknown as NonNullable<Place['status']>;
  return { service, address: undefined, status, ...more };
}

const texts = (places: readonly Place[]) => findTroubles(places, [], NOW).map(({ text }) => text);

test('services that are well are no trouble', () => {
  assert.deepEqual(texts([place('web'), place('api')]), []);
});

test('a service that does not answer is named, with its server where it has several', () => {
  const away = { status: undefined, problem: 'it does not answer (ECONNREFUSED)' };
  assert.deepEqual(texts([place('web', {}, away), place('api')]), [
    'web has not been ready for {for}: it does not answer (ECONNREFUSED)',
  ]);
  const two = [place('web', {}, { address: '10.0.0.1' }), place('web', {}, { ...away, address: '10.0.0.2' })];
  assert.match(texts(two)[0]!, /^web on 10\.0\.0\.2 has not been ready/);
});

test('a process of an older release, which says nothing of its machine, is asked whether it is ready', () => {
  const old = { service: 'web', ready: false, reason: 'It is draining.' } as unknown as Place['status'];
  assert.deepEqual(texts([place('web', {}, { status: old })]), [
    'web has not been ready for {for}: It is draining.',
  ]);
});

const crash = { service: 'bot', at: NOW - 60_000, how: 'killed by SEGV', line: 'Ready.' };
const MACHINES: readonly (readonly [what: string, machine: Partial<Machine>, told: readonly string[]])[] = [
  ['a disk that is nearly full', { diskFree: GB / 2 }, ['one has 0.5 GB free of 20']],
  ['a small disk with a tenth free is well', { diskFree: GB / 2, diskSize: 4 * GB }, []],
  [
    'a certificate',
    { certificateEnds: NOW + 59.5 * DAY_MS },
    ['the certificate of one ends in 59 days: croft apply renews it'],
  ],
  ['a certificate with 61 days is well', { certificateEnds: NOW + 61 * DAY_MS }, []],
  ['a backup', { backedUp: NOW - 3 * DAY_MS }, ['the last proved backup on one is 3 days old']],
  ['a crash of the last minutes', { crashes: [crash] }, ['bot crashed on one (killed by SEGV): Ready.']],
  ['an old crash is no news', { crashes: [{ ...crash, at: NOW - 3_600_000 }] }, []],
];

for (const [what, machine, told] of MACHINES)
  test(`${what}, told once for all services of a machine`, () => {
    assert.deepEqual(texts([place('web', machine), place('bot', machine)]), told);
  });

test('a certificate is told again when it is about to end', () => {
  const key = (days: number) =>
    findTroubles([place('web', { certificateEnds: NOW + days * DAY_MS })], [], NOW)[0]?.key;
  assert.notEqual(key(13), key(30));
  assert.equal(key(30), key(59));
});

test('jobs that were given up are told by their kind', () => {
  const failures = [{ queue: 'api.deliver', count: 3, message: 'no route' }];
  assert.deepEqual(
    findTroubles([], failures, NOW).map(({ text }) => text),
    ['3 jobs of api.deliver failed for the last time: no route'],
  );
});
