import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSection } from '../../../core/config/options.ts';
import { relayOptions } from '../config.ts';
import { readMatterbridge } from './matterbridge.ts';

const FILE = `# ours
[irc]
  [irc.libera]
  Server="irc.libera.chat:6697"
  Nick="bridge"
  UseTLS=true
  UseSASL=true
  NickServNick="bridge"
  NickServPassword="secret"
  ColorNicks=true
  IgnoreNicks="spam other"
  RemoteNickFormat="[{PROTOCOL}] <{NICK}> "
  ShowJoinPart=true
  StripNick=false
  IgnoreMessages="^~~"
  [irc.tv]
  Server="irc.chat.twitch.tv:6697"
[matrix.home]
Server="https://matrix.example.org"
Token="syt_x"
MxID="@bridge:example.org"
[discord.work]
Token="x"
[[gateway]]
name="Main room"
enable=true
  [[gateway.inout]]
  account="irc.libera"
  channel="#croft"
    [gateway.inout.options]
    key="door"
  [[gateway.out]]
  account="matrix.home"
  channel="#croft:example.org"
  [[gateway.inout]]
  account="discord.work"
  channel="general"
  [[gateway.in]]
  account="irc.nowhere"
  channel="#x"
[[gateway]]
name="lonely"
enable=true
  [[gateway.inout]]
  account="irc.libera"
  channel="#lonely"
`;

test('a matterbridge.toml becomes networks and bridges that Croft takes', () => {
  const { relay } = readMatterbridge(FILE);
  assert.deepEqual(relay.networks, [
    {
      ...{ name: 'libera', kind: 'irc', host: 'irc.libera.chat', port: 6697, tls: true, nick: 'bridge' },
      sasl: { account: 'bridge', password: 'secret' },
      channels: ['#croft door', '#lonely'],
    },
    {
      name: 'home',
      kind: 'matrix',
      homeserver: 'https://matrix.example.org',
      token: 'syt_x',
      rooms: ['#croft:example.org'],
    },
  ]);
  assert.deepEqual(relay.bridges, [
    {
      ...{ name: 'main-room', rooms: ['irc/libera/#croft', 'matrix/home/#croft:example.org'], colours: true },
      ...{
        oneWay: { 'matrix/home/#croft:example.org': 'to' },
        sender: '[{network}] {name}',
        ignore: ['spam', 'other'],
      },
    },
  ]);
  readSection('relay', relayOptions, relay, {});
});

test('each thing that is not supported is named with its line', () => {
  const { problems } = readMatterbridge(FILE);
  assert.deepEqual(
    problems.map(({ line, message }) => `${line} ${message}`),
    [
      '13 irc.libera.ShowJoinPart: joins and parts are not carried.',
      '15 irc.libera.IgnoreMessages: patterns are not supported; use ignore or ignorePrefixes of the bridge.',
      '16 irc.tv: is left out: Twitch is a kind of its own here, with the id of an application: see docs/RELAY.md.',
      '22 discord.work: is left out: discord is not supported.',
      '36 gateway.0.inout.1.account: discord.work is left out, and with it this room.',
      '39 gateway.0.in.0.account: there is no account irc.nowhere in the file.',
      '41 gateway.1: the bridge lonely is left out: needs at least two rooms.',
    ],
  );
});

test('what is no TOML is refused with its line, and anything else is read without a fault', () => {
  assert.throws(() => readMatterbridge('[irc.a]\nServer="x\n'), /Line 2 is no TOML/);
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean());
  const words = fc.constantFrom(
    'irc',
    'matrix',
    'gateway',
    'general',
    'inout',
    'account',
    'Server',
    'name',
    'x',
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(words, words, words, value), { maxLength: 12 }), entries => {
      const text = entries
        .map(([a, b, key, given], index) => `[${a}.${b}${index}]\n${key} = ${JSON.stringify(given)}`)
        .join('\n');
      let read: ReturnType<typeof readMatterbridge>;
      try {
        read = readMatterbridge(text);
      } catch (error) {
        assert.match((error as Error).message, /is no TOML/);
        return;
      }
      assert.ok(read.problems.every(({ line }) => line >= 0));
    }),
  );
});
