import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { loadConfig, version } from '../../cli/config.ts';
import { contracts } from '../../cli/contracts.ts';
import { loadServices, serviceNames } from '../../cli/services.ts';
import { type Prepared, testDatabase } from '../../core/db/testing.ts';
import { forgetWork } from '../../core/jobs/testing.ts';
import { createLog } from '../../core/log.ts';
import type { Contract } from '../../core/rpc/contract.ts';
import { type Host, startHost } from '../../core/service/host.ts';
import type { ServiceDefinition } from '../../core/service/service.ts';
import { apiContract } from '../../services/api/contract.ts';
import { shareBundles } from '../../services/web/testing/shared-bundles.ts';

export interface Network {
  readonly host: Host;
  /** `http://localhost:PORT` */
  readonly origin: string;
  readonly data: string;
  /** The code of the setup link that was printed. */
  readonly setupCode: string;
}

const log = createLog({ level: 'error' });

/** What every start finds there but the first: the tables of the services and the queues of their jobs. */
const startedBefore: Prepared = {
  name: 'croft',
  async fill(url) {
    const data = await mkdtemp(join(tmpdir(), 'croft-first-'));
    const { end } = await startHere(url, data, {});
    await end();
    await rm(data, { recursive: true });
    await forgetWork(url);
  },
};

/** Makes the site's owner as the setup page does; gives the owner's first token. */
export async function claimOwner({ host, setupCode }: Network): Promise<string> {
  return (await host.clients.of(apiContract).claimOwner({ code: setupCode, name: 'Owner' })).token;
}

/** Sections that a test sets, as in `croft.config.ts`. */
export type TestSections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Runs every service in this process on a database of its own. Calls between them are encoded and decoded as between
 * processes, so that what passes here passes split. `adapt` may watch what a service does. Everything ends with the test.
 */
export async function startNetwork(
  t: TestContext,
  sections: TestSections = {},
  adapt = (service: ServiceDefinition) => service,
): Promise<Network> {
  const data = await temporaryDirectory(t);
  const { host, end, ...rest } = await startHere(await testDatabase(t, startedBefore), data, sections, adapt);
  t.after(end);
  return { host, data, ...rest };
}

async function startHere(
  databaseUrl: string,
  data: string,
  sections: TestSections,
  adapt = (service: ServiceDefinition) => service,
): Promise<Omit<Network, 'data'> & { end(): Promise<void> }> {
  await shareBundles(data);
  const port = await freePort();
  const base = await loadConfig(data, { PORT: String(port), CROFT_DATA: data, LOG_LEVEL: 'error' });
  const config = {
    ...base,
    server: { ...base.server, host: '127.0.0.1', fetchAllow: ['127.0.0.1', 'localhost'] },
    sections: Object.fromEntries(
      Object.entries(base.sections).map(([name, values]) => [name, { ...values, ...sections[name] }]),
    ),
  };
  const controller = new AbortController();
  const printed = captureStderr();
  const host = await startHost({
    services: (await loadServices(serviceNames)).map(adapt),
    contracts: contracts as unknown as Contract[],
    config,
    databaseUrl,
    version,
    log,
    signal: controller.signal,
    encode: true,
  });
  const setupCode = /\/setup\/(\S+)/.exec(printed())?.[1] ?? '';
  const end = async () => {
    controller.abort();
    await host.stop();
  };
  return { host, origin: config.origin, setupCode, end };
}

/** Keeps what is printed for the person at the console until the returned function is called, which gives it. */
function captureStderr(): () => string {
  const write = process.stderr.write;
  let text = '';
  process.stderr.write = (chunk: string | Uint8Array) => {
    text += chunk;
    return true;
  };
  return () => {
    process.stderr.write = write;
    return text;
  };
}

/** A fresh directory that is removed after the test. */
export async function temporaryDirectory(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'croft-test-'));
  t.after(() => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return path;
}

/** A port that nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
