import { AppError } from '../../core/errors.ts';
import { serviceConfig, type WrittenSections } from '../desired/config-file.ts';
import type { Inventory, ServicePlace } from '../inventory/inventory.ts';
import { inside } from './container.ts';

/** What is rendered from: the inventory and the rest of `croft.config.ts`. No secret is ever read for it. */
export interface Source {
  readonly inventory: Inventory;
  readonly written: WrittenSections;
  readonly publicPort: number;
  /** The image that all services run. */
  readonly image: string;
}

/** The `croft.config.ts` of one service in a container, where the others are reached by their bare names. Throws `invalid` when it holds a secret. */
export function containerConfig(service: ServicePlace, { inventory, written }: Source): string {
  const { database: _database, ...server } = written['server'] ?? {};
  const sections = { ...written, server: { ...server, names: '' } };
  for (const name of ['server', 'translation', service.name])
    refuseSecrets(sections[name as keyof typeof sections], name);
  return serviceConfig(service, sections, { ...inventory, servers: [] });
}

const SECRET_KEY = /^(password|token|key|secret|[a-z]+(Password|Token|Key|Secret))$/;

/** A value that is written into the configuration would stand in files that are kept, shown and sent. */
function refuseSecrets(value: unknown, path: string): void {
  if (typeof value === 'string' && holdsPassword(value)) throw open(path, 'holds a password');
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (SECRET_KEY.test(key) && typeof inner === 'string') throw open(`${path}.${key}`, 'is a secret');
    refuseSecrets(inner, `${path}.${key}`);
  }
}

function holdsPassword(text: string): boolean {
  return URL.canParse(text) && new URL(text).password !== '';
}

function open(path: string, what: string): AppError {
  return new AppError(
    'invalid',
    `croft.config.ts: ${path} ${what}, and what is rendered holds none. Name it under secrets, and say here where it will be: its own …File option with '${inside.secrets}/NAME', or nothing where an environment variable of that name exists.`,
  );
}
