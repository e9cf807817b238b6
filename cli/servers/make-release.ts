import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readMigrations } from '../../core/db/migrations.ts';
import type { Log } from '../../core/log.ts';
import { buildRelease } from '../../deploy/release/build.ts';
import type { ReleaseManifest, ReleaseStore } from '../../deploy/release/store.ts';
import { version } from '../config.ts';
import { contracts } from '../contracts.ts';
import { loadServices, serviceNames } from '../services.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** Makes a release of the checkout that this program is of. */
export async function makeRelease(
  store: ReleaseStore,
  log: Log,
): Promise<{ release: ReleaseManifest; made: boolean }> {
  return buildRelease({
    root: ROOT,
    version,
    store,
    contracts: describeContracts(),
    migrations: await describeMigrations(),
    async bundle(folder) {
      const { loadAssets } = await import('../../services/web/assets/assets.ts');
      await loadAssets(folder, log);
    },
    async buildProgram(folder) {
      const { buildProgram } = await import('../build-program.ts');
      await buildProgram(folder);
    },
  });
}

/** What each service promises and asks for, as JSON schemas. */
export function describeContracts(): ReleaseManifest['contracts'] {
  const all: Record<string, unknown> = {};
  for (const { service, methods, streams, events } of contracts) {
    const add = (name: string, schema: z.ZodType, io: 'input' | 'output') => {
      all[`${service}.${name}`] = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
    };
    for (const [name, { input, output }] of Object.entries(methods)) {
      add(`${name}.input`, input, 'input');
      add(`${name}.output`, output, 'output');
    }
    for (const [name, { input, item }] of Object.entries(streams)) {
      add(`${name}.input`, input, 'input');
      add(`${name}.item`, item, 'output');
    }
    for (const [name, schema] of Object.entries(events)) add(`${name}.event`, schema as z.ZodType, 'output');
  }
  return all;
}

async function describeMigrations(): Promise<ReleaseManifest['migrations']> {
  const services = await loadServices(serviceNames);
  const read = services.map(async ({ contract, migrations }) => [
    contract.service,
    migrations === undefined ? [] : await readMigrations(migrations.pathname),
  ]);
  return Object.fromEntries(await Promise.all(read));
}
