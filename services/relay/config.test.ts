import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSection } from '../../core/config/options.ts';
import { relayOptions } from './config.ts';

const read = (...networks: unknown[]) => readSection('relay', relayOptions, { networks }, {}).networks;

test('a network needs a name, a kind and a host, and is encrypted unless told otherwise', () => {
  const [network] = read({ name: 'libera', kind: 'irc', host: 'irc.libera.chat' });
  assert.deepEqual(network, {
    name: 'libera',
    kind: 'irc',
    host: 'irc.libera.chat',
    tls: true,
    nick: 'croft',
    realname: 'Croft',
    channels: [],
  });
});

const BASE = { name: 'a', kind: 'irc', host: 'h' };

for (const [what, network, message] of [
  ['a channel without its sign', { ...BASE, channels: ['croft'] }, /must be #CHANNEL/],
  ['a nick that would begin another command', { ...BASE, nick: 'a\r\nQUIT' }, /must be one word/],
  ['a real name of two lines', { ...BASE, realname: 'a\nb' }, /must be one line/],
  ['an account without a password', { ...BASE, sasl: { account: 'a' } }, /either password or passwordFile/],
  ['an unknown option', { ...BASE, chanels: [] }, /chanels/],
] as const) {
  test(`${what} stops the start`, () => assert.throws(() => read(network), message));
}

test('two networks of one name stop the start', () => {
  assert.throws(() => read(BASE, BASE), /two networks named a/);
});
