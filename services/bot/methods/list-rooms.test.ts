import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import type { NetworkStatus } from '../../relay/contract.ts';
import { testBot } from '../testing.ts';
import { listRooms } from './list-rooms.ts';

const network = (name: string, channels: string[]): NetworkStatus => ({
  ...{ name, kind: 'irc', state: 'connected', channels, since: '2026-01-01T00:00:00Z' },
});

test('the rooms in which the bot can speak are the channels that the relay is in while it listens, with their names', async () => {
  const networks = [network('home', ['#mill', '#Weir']), network('far', [])];
  const ctx = testBot({ relay: { listNetworks: async () => ({ networks }) } });
  assert.deepEqual((await listRooms(ctx)).rooms, [], 'nobody says there what it says');
  const controller = new AbortController();
  const listening = ctx.destinations.listen({ prefix: 'irc/' }, controller.signal)[Symbol.asyncIterator]();
  void listening.next();
  assert.deepEqual((await listRooms(ctx)).rooms, [
    { id: 'irc/home/#mill', name: '#mill', network: 'home' },
    { id: 'irc/home/#Weir', name: '#Weir', network: 'home' },
  ]);
  controller.abort();
});

test('while there is no relay there are no rooms, and what is wrong otherwise is not hidden', async () => {
  const failing = (error: unknown) => testBot({ relay: { listNetworks: () => Promise.reject(error) } });
  assert.deepEqual(await listRooms(failing(new AppError('unavailable', 'Away.'))), { rooms: [] });
  await assert.rejects(listRooms(failing(new TypeError('x'))), TypeError);
});
