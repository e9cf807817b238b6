import { existsSync, readFileSync, statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ServerConfig, serverOptions } from '../core/config/core-options.ts';
import { type OptionTable, readSection, type Settings } from '../core/config/options.ts';
import { AppError } from '../core/errors.ts';
import { translationOptions } from '../core/translate/options.ts';
import type { Inventory } from '../deploy/inventory/inventory.ts';
import type { InventorySettings } from '../deploy/inventory/schema.ts';
import { apiOptions } from '../services/api/config.ts';
import { botOptions } from '../services/bot/config.ts';
import { chatOptions } from '../services/chat/config.ts';
import { readerOptions } from '../services/reader/config.ts';
import { relayOptions } from '../services/relay/config.ts';
import { webOptions } from '../services/web/config.ts';

/** Every section of `croft.config.ts`. */
export const sections = {
  server: serverOptions,
  translation: translationOptions,
  api: apiOptions,
  reader: readerOptions,
  bot: botOptions,
  chat: chatOptions,
  relay: relayOptions,
  web: webOptions,
} satisfies Record<string, OptionTable>;

/** What runs on which server, for those who have several (docs/DEPLOY.md); the rest is for everybody. */
export type CroftConfig = {
  [K in keyof typeof sections]?: Settings<(typeof sections)[K]>;
} & Partial<InventorySettings>;

const INVENTORY_SECTIONS: readonly string[] = [
  'servers',
  'services',
  'neighbours',
  'backups',
  'secrets',
] satisfies (keyof InventorySettings)[];

export interface Config {
  readonly server: ServerConfig;
  /** Absolute path of the data directory. */
  readonly data: string;
  /** Public origin, without a slash at the end. */
  readonly origin: string;
  /** The values of each section, by its name. */
  readonly sections: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The file that was read, if there is one. */
  readonly file: string | undefined;
  /** What the file says, as it says it. */
  readonly written: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What runs on which server; undefined for a Croft of this machine alone. */
  readonly inventory: Inventory | undefined;
}

/** Reads `croft.config.ts` in a directory and the environment; throws `invalid` with one line that names what is wrong. */
export async function loadConfig(
  directory: string = process.cwd(),
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Config> {
  const path = join(directory, 'croft.config.ts');
  const file = existsSync(path) ? path : undefined;
  const written = file === undefined ? {} : await importConfig(file);
  for (const name of Object.keys(written)) {
    if (!Object.hasOwn(sections, name) && !INVENTORY_SECTIONS.includes(name)) {
      throw new AppError(
        'invalid',
        `croft.config.ts: ${name} is not a section. Known: ${[...Object.keys(sections), ...INVENTORY_SECTIONS].join(', ')}.`,
      );
    }
  }
  env = { ...credentials(env), ...env };
  const read: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const [name, table] of Object.entries(sections))
    read[name] = readSection(name, table as OptionTable, written[name] ?? {}, env);
  const server = read['server'] as ServerConfig;
  return {
    server,
    data: resolve(directory, server.data),
    origin: (server.url ?? `http://localhost:${server.port}`).replace(/\/+$/, ''),
    sections: read,
    file,
    written,
    inventory: INVENTORY_SECTIONS.some(name => name in written)
      ? (await import('../deploy/inventory/read-inventory.ts')).readInventory(written)
      : undefined,
  };
}

/** What systemd hands over as credentials (systemd.exec(5), LoadCredential=) under the names of environment variables that we know. */
function credentials(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const directory = env['CREDENTIALS_DIRECTORY'];
  if (directory === undefined) return {};
  const known = Object.values(sections).flatMap(table => Object.values(table as OptionTable));
  const found = known.flatMap(({ env: name }) => {
    const path = name && join(directory, name);
    return path && existsSync(path) ? [[name, readFileSync(path, 'utf8').trim()]] : [];
  });
  return Object.fromEntries(found);
}

async function importConfig(file: string): Promise<Record<string, Record<string, unknown>>> {
  let loaded: { default?: unknown };
  // `import { defineConfig } from 'croft'` means that of this Croft, wherever it is installed and the configuration lies.
  const { href: url } = new URL('./define-config.ts', import.meta.url);
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'croft' ? { url, shortCircuit: true } : next(specifier, context),
  });
  try {
    // A file that was written to since it was read is read again.
    loaded = await import(`${pathToFileURL(file).href}?${statSync(file).mtimeMs}`);
  } catch (error) {
    throw new AppError('invalid', `croft.config.ts cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    hooks.deregister();
  }
  if (typeof loaded.default !== 'object' || loaded.default === null) {
    throw new AppError('invalid', 'croft.config.ts must have `export default defineConfig({ … })`.');
  }
  return loaded.default as Record<string, Record<string, unknown>>;
}

/** The version of this Croft, as in package.json. */
export const version: string = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
