import assert from 'node:assert/strict';
import type { ServiceProcess } from '../../../deploy/facts/processes.ts';
import { HOST, type Lab, OPERATOR } from './lab.ts';

const servers = {
  one: { address: '10.77.0.1', roles: ['edge'] },
  two: { address: '10.77.0.2' },
  three: { address: '10.77.0.3' },
};

/** A site at the edge, one, with its services on three servers. */
export const CONFIG = {
  server: { url: `https://${HOST}`, memcached: ['10.77.0.3:11211'] },
  relay: {
    networks: [{ name: 'lab', kind: 'irc', host: OPERATOR, tls: false, channels: ['#croft'] }],
  },
  servers,
  services: {
    api: { on: 'two' },
    reader: { on: 'two' },
    bot: { on: 'three' },
    chat: { on: 'three' },
    relay: { on: 'three' },
  },
  neighbours: {
    cache: { kind: 'memcached', on: 'three' },
    talk: { kind: 'irc', on: 'one', check: { tcp: 443 } },
  },
  backups: { to: '/var/backups/croft', keep: 3 },
  secrets: { DATABASE_URL: { env: 'LAB_DATABASE' } },
};

/** The same with the first server and nothing that is said of others. */
export const BARE = {
  server: { url: `https://${HOST}` },
  servers: { one: servers.one },
  secrets: CONFIG.secrets,
};

/** Where each service is when nothing was moved. */
export const PLACES = {
  ...{ api: 'two', reader: 'two', bot: 'three', chat: 'three', relay: 'three', web: 'one' },
};

/** Shows which authorities a server trusts. */
export const AUTHORITIES = 'set -- /etc/croft/current/*/credentials/ca.crt; cat $1';

/** A memcached on host 3, until that is rebooted. */
export async function startMemcached(lab: Lab): Promise<void> {
  await lab.on(3, 'systemd-run --quiet --unit=lab-memcached memcached -u nobody -l 0.0.0.0 -m 64');
}

export async function processes(lab: Lab): Promise<ServiceProcess[]> {
  return ((await lab.croft('status')) as { processes: ServiceProcess[] }).processes;
}

/** The server of each service; those of one that runs on several, with a + between. */
export async function places(lab: Lab): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { service, server, ready } of await processes(lab))
    if (ready) found[service] = found[service] === undefined ? server : `${found[service]}+${server}`;
  return found;
}

export async function releaseOf(lab: Lab, service: string): Promise<string> {
  const found = (await processes(lab)).filter(one => one.service === service && one.ready);
  assert.equal(found.length, 1, `${service} runs once`);
  return found[0]!.release;
}
