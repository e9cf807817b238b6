import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readMigrations } from '../../core/db/migrations.ts';
import type { Log } from '../../core/log.ts';
import { schemaTraits } from '../../core/rpc/schema.ts';
import type { BuildOptions } from '../../deploy/release/build.ts';
import type { Promises, ReleaseStore } from '../../deploy/release/store.ts';
import { version } from '../config.ts';
import { contracts } from '../contracts.ts';
import { loadServices, serviceNames } from '../services.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** How a release is made of the checkout that this program is of. */
export async function releaseOptions(store: ReleaseStore, log: Log): Promise<BuildOptions> {
  return {
    root: ROOT,
    version,
    store,
    promises: {
      contracts: describeContracts(),
      calls: await describeCalls(),
      migrations: await describeMigrations(),
    },
    async bundle(folder) {
      const { loadAssets } = await import('../../services/web/assets/assets.ts');
      await loadAssets(folder, log);
    },
    async buildProgram(folder) {
      const { buildProgram } = await import('../build-program.ts');
      await buildProgram(folder);
    },
  };
}

/** What each service promises and asks for, as JSON schemas of what goes over the line. */
export function describeContracts(): Promises['contracts'] {
  const all: Record<string, unknown> = {};
  const describe = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  for (const { service, methods, streams, events } of contracts) {
    const input = (name: string, schema: z.ZodType) => {
      all[`${service}.${name}.input`] = describe(schema);
    };
    // Whoever reads it looks at it where that may change it, and then refuses what it does not know.
    const read = (name: string, schema: z.ZodType) => {
      all[`${service}.${name}`] = {
        ...describe(schema),
        ...(schemaTraits(schema).changes && { checked: true }),
      };
    };
    for (const [name, method] of Object.entries(methods)) {
      input(name, method.input);
      read(`${name}.output`, method.output);
    }
    for (const [name, stream] of Object.entries(streams)) {
      input(name, stream.input);
      read(`${name}.item`, stream.item);
    }
    for (const [name, schema] of Object.entries(events)) read(`${name}.event`, schema as z.ZodType);
  }
  return all;
}

/** The names of others' contracts that stand anywhere in the code of each service: more than it calls, and nothing less. */
export async function describeCalls(): Promise<NonNullable<Promises['calls']>> {
  const all: Record<string, string[]> = {};
  for (const caller of serviceNames) {
    const folder = join(ROOT, 'services', caller);
    const words = new Set<string>();
    const known = new Set<string>();
    for await (const file of glob('**/*.ts', { cwd: folder })) {
      if (file.endsWith('.test.ts')) continue;
      const text = await readFile(join(folder, file), 'utf8');
      for (const [word] of text.matchAll(/\w+/g)) words.add(word);
      for (const [, service] of text.matchAll(/\/(\w+)\/contract\.ts'/g)) known.add(service!);
    }
    all[caller] = contracts
      .filter(({ service }) => known.has(service) && service !== caller)
      .flatMap(({ service, methods, streams, events }) =>
        Object.keys({ ...methods, ...streams, ...events })
          .filter(name => words.has(name))
          .map(name => `${service}.${name}`),
      );
  }
  return all;
}

async function describeMigrations(): Promise<Promises['migrations']> {
  const services = await loadServices(serviceNames);
  const read = services.map(async ({ contract, migrations }) => [
    contract.service,
    migrations === undefined ? [] : await readMigrations(migrations.pathname),
  ]);
  return Object.fromEntries(await Promise.all(read));
}
