import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Act } from '../contract/acts.ts';
import { type Abilities, planActs } from './moderate.ts';

const able: Abilities = { lists: 'beI', statuses: 'ov', extbans: '', modes: 3, redacts: false };
const eve = { name: 'eve', host: '~eve@192.0.2.7' };
const act = (kind: Act['act'], rest: Partial<Act> = {}): Act => ({
  act: kind,
  reason: 'no',
  target: eve,
  ...rest,
});
const lines = (acts: readonly Act[], change: Partial<Abilities> = {}) =>
  planActs('#mill', acts, { ...able, ...change });

test('somebody is quieted as the network can, and kept out for the time where it cannot', () => {
  const timeout = [act('timeout', { minutes: 5 })];
  assert.deepEqual(lines(timeout, { lists: 'beIq' }).lines, ['MODE #mill +q *!*@192.0.2.7']);
  assert.deepEqual(lines(timeout, { extbans: ',ACNOQRSTUcmprz' }).lines, ['MODE #mill +b m:*!*@192.0.2.7']);
  assert.deepEqual(lines(timeout, { extbans: '~,GSTacfnqr' }).lines, ['MODE #mill +b ~q:*!*@192.0.2.7']);
  const founders = lines(timeout, { lists: 'beIq', statuses: 'qaohv' });
  const banned = ['MODE #mill +b *!*@192.0.2.7', 'KICK #mill eve :no'];
  assert.deepEqual(founders.lines, banned, 'where q is a founder it quiets nobody');
  assert.equal(founders.results[0]?.lift, true);
  assert.deepEqual(
    lines(timeout, { lists: 'beIq' }).results.map(({ undo, lift }) => [undo, lift]),
    [['q *!*@192.0.2.7', true]],
  );
});

test('a ban is by host, or by nick where none is known, and is lifted as it was set', () => {
  const ban = lines([act('ban')]);
  assert.deepEqual(ban.lines, ['MODE #mill +b *!*@192.0.2.7', 'KICK #mill eve :no']);
  assert.deepEqual(lines([act('ban', { target: { name: 'eve' } })]).lines[0], 'MODE #mill +b eve!*@*');
  assert.equal(ban.results[0]?.lift, undefined, 'one for good is not lifted by itself');
  assert.equal(lines([act('ban', { minutes: 5 })]).results[0]?.lift, true);
  assert.deepEqual(lines([act('lift', { undo: ban.results[0]!.undo! })]).lines, [
    'MODE #mill -b *!*@192.0.2.7',
  ]);
  for (const undo of ['o eve', 'q eve', '', 'b *!*@x y'])
    assert.equal(lines([act('lift', { undo })]).results[0]?.done, false);
  assert.deepEqual(lines([act('lift', { undo: 'q *!*@x' })]).lines, ['MODE #mill -q *!*@x']);
  assert.deepEqual(lines([act('lock'), act('unlock')]).lines, ['MODE #mill +m-m']);
});

test('a channel that was moderated before is not opened when its lock is over', () => {
  assert.deepEqual(lines([act('lock')]).results[0]?.undo, '-m');
  const { lines: sent, results } = lines([act('lock')], { moderated: true });
  assert.deepEqual(sent, []);
  assert.deepEqual([results[0]?.done, results[0]?.undo, results[0]?.lift], [true, undefined, undefined]);
});

test('many changes of modes share lines, as many as the network takes', () => {
  const many = Array.from({ length: 7 }, (_, n) =>
    act('timeout', { target: { name: `c${n}`, host: `u@192.0.2.${n}` } }),
  );
  const { lines: sent } = lines(many, { lists: 'beIq' });
  assert.deepEqual(
    sent.map(line => line.split(' ')[2]),
    ['+q+q+q', '+q+q+q', '+q'],
  );
});

test('a message is taken back only where that can be', () => {
  const message = { target: { ...eve, message: 'abc' } };
  assert.deepEqual(lines([act('delete', message)]).results[0]?.unable, true);
  assert.deepEqual(lines([act('delete', message)], { redacts: true }).lines, ['REDACT #mill abc :no']);
  assert.equal(lines([act('delete')], { redacts: true }).results[0]?.unable, true);
});

test('nothing that somebody is called, or comes from, becomes another command or bans everybody', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 60 });
  const target = fc.record({ name: anything.filter(name => name !== ''), host: anything, message: anything });
  const kind = fc.constantFrom(...(['timeout', 'ban', 'delete'] as const));
  fc.assert(
    fc.property(target, anything, kind, (who, reason, what) => {
      for (const line of lines([{ act: what, target: who, reason }], { redacts: true, lists: 'beIq' })
        .lines) {
        assert.doesNotMatch(line, /[\r\n\0]/);
        const [, mask] = /^MODE #mill \+[bq] (\S+)$/.exec(line) ?? [];
        if (mask !== undefined)
          assert.notEqual(mask.replace(/[*?!@.:/-]/g, ''), '', 'somebody and not everybody');
        assert.match(line, /^(?:MODE #mill \+[bq] \S+$|KICK #mill \S+ :|REDACT #mill \S+ :)/);
      }
    }),
  );
});
