import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readInventory } from './read-inventory.ts';

const one = { address: '10.0.0.1' };
const two = { address: '10.0.0.2' };

test('a configuration without servers has no inventory', () => {
  assert.equal(readInventory({ api: { title: 'Croft' } }), undefined);
});

test('servers are complete, and a service of which nothing is said runs on the first', () => {
  const inventory = readInventory({
    servers: {
      one: { ...one, roles: ['edge'] },
      two: { address: 'two.example.org', internal: '10.0.0.2', user: 'ops', port: 2222 },
    },
    services: { web: { on: ['one', 'two'] }, bot: { on: 'two', memory: '2G', tasks: 64 } },
    neighbours: {
      cache: { kind: 'memcached', on: 'two' },
      talk: { kind: 'irc', on: 'one', port: 6697, check: { tcp: 6697 } },
    },
    backups: { to: '/var/backups/croft' },
    secrets: { DATABASE_URL: { env: 'DATABASE_URL' }, SMTP: { file: './smtp', services: ['api'] } },
  })!;
  assert.deepEqual(inventory.servers, [
    { name: 'one', address: '10.0.0.1', internal: '10.0.0.1', user: 'root', port: 22, edge: true },
    { name: 'two', address: 'two.example.org', internal: '10.0.0.2', user: 'ops', port: 2222, edge: false },
  ]);
  assert.deepEqual(
    inventory.services.map(({ name, on, kind }) => `${name} ${kind} ${on}`),
    [
      'api pinned one',
      'reader pinned one',
      'bot stateless two',
      'chat stateless one',
      'relay singleton one',
      'web stateless one,two',
    ],
  );
  const bot = inventory.services.find(({ name }) => name === 'bot')!;
  assert.deepEqual(
    [bot.memory, bot.tasks, bot.ports, bot.secrets],
    ['2G', 64, { rpc: 7103, http: 7203, internal: 7303 }, ['DATABASE_URL']],
  );
  assert.deepEqual(inventory.services[0]!.secrets, ['DATABASE_URL', 'SMTP']);
  assert.deepEqual(inventory.neighbours, [
    { name: 'cache', kind: 'memcached', on: 'two', port: 11_211, check: undefined },
    { name: 'talk', kind: 'irc', on: 'one', port: 6697, check: { tcp: 6697 } },
  ]);
  assert.deepEqual(inventory.backups, { to: '/var/backups/croft', at: '03:15', keep: 14 });
});

const wrong: [what: string, file: Record<string, unknown>, message: RegExp][] = [
  ['services without servers', { services: {} }, /services needs servers: \{ NAME/],
  ['no server', { servers: {} }, /servers names none/],
  ['a server without an address', { servers: { one: {} } }, /servers\.one\.address/],
  [
    'an address that ssh would take for an option',
    { servers: { one: { address: '-oProxyCommand=x' } } },
    /servers\.one\.address must be an IP address or a host name/,
  ],
  [
    'a host name without an inner address',
    { servers: { one: { address: 'one.example.org' } } },
    /servers\.one is reached by the name.*internal/,
  ],
  ['a server by another name', { servers: { 'One!': one } }, /small letters/],
  ['two servers of one address', { servers: { one, two: one } }, /servers\.two has the address of one/],
  ['a service nobody knows', { servers: { one }, services: { wiki: { on: 'one' } } }, /services.*wiki|wiki/],
  [
    'a server nobody knows',
    { servers: { one }, services: { web: { on: 'three' } } },
    /services\.web\.on names three, which is none of the servers: one/,
  ],
  ['a server twice', { servers: { one }, services: { web: { on: ['one', 'one'] } } }, /names a server twice/],
  [
    'a pinned service on two',
    { servers: { one, two }, services: { api: { on: ['one', 'two'] } } },
    /names 2 servers, but a pinned service runs on one/,
  ],
  [
    'a stateless service with files',
    { servers: { one }, services: { api: { on: 'one', kind: 'stateless' } } },
    /keeps media, secrets on its server/,
  ],
  [
    'two owners of a nick',
    { servers: { one }, services: { relay: { on: 'one', kind: 'stateless' } } },
    /relay\.kind must stay singleton/,
  ],
  [
    'a folder outside',
    { servers: { one }, services: { api: { on: 'one', state: ['../etc'] } } },
    /state.*folder inside the data directory/,
  ],
  [
    'memory in words',
    { servers: { one }, services: { web: { on: 'one', memory: 'lots' } } },
    /memory must be megabytes/,
  ],
  [
    'a secret from two places',
    { servers: { one }, secrets: { A: { env: 'A', file: 'a' } } },
    /secrets\.A takes exactly one of/,
  ],
  [
    'a secret for nobody known',
    { servers: { one }, secrets: { A: { env: 'A', services: ['wiki'] } } },
    /secrets\.A\.services/,
  ],
  [
    'an unknown neighbour',
    { servers: { one }, neighbours: { x: { kind: 'redis', on: 'one' } } },
    /neighbours\.x\.kind/,
  ],
  [
    'a neighbour nowhere',
    { servers: { one }, neighbours: { x: { kind: 'irc', on: 'two' } } },
    /neighbours\.x\.on names two/,
  ],
  [
    'a folder of backups that the shell would take apart',
    { servers: { one }, backups: { to: '/var/$(reboot)' } },
    /backups\.to must be the path of a folder/,
  ],
  [
    'a time that no clock shows',
    { servers: { one }, backups: { to: '/var/backups', at: '24:00' } },
    /backups\.at must be a time of day/,
  ],
  [
    'a setting nobody knows',
    { servers: { one: { ...one, ssh: true } } },
    /servers\.one does not know ssh; see docs\/DEPLOY\.md/,
  ],
];

for (const [what, file, message] of wrong)
  test(`${what}: said in one line that names it`, () => {
    assert.throws(() => readInventory(file), { code: 'invalid', message });
  });
