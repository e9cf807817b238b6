import { dirname, join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { imageName } from '../../deploy/image/build-image.ts';
import type { Inventory } from '../../deploy/inventory/inventory.ts';
import { Places } from '../../deploy/places.ts';
import { ReleaseStore } from '../../deploy/release/store.ts';
import type { Source } from '../../deploy/render/configuration.ts';
import { type Config, loadConfig } from '../config.ts';

/** The inventory of this directory, with what was moved by command, and its releases, without a secret being read. Throws `invalid` when it names no servers. */
export async function openInventory(): Promise<{
  config: Config;
  inventory: Inventory;
  releases: ReleaseStore;
}> {
  const config = await loadConfig();
  if (config.inventory === undefined || config.file === undefined)
    throw new AppError(
      'invalid',
      'croft.config.ts names no servers here. Write servers: { one: { address: … } }; docs/DEPLOY.md shows how to begin.',
    );
  const folder = join(dirname(config.file), '.croft');
  const releases = new ReleaseStore(join(folder, 'releases'));
  const inventory = new Places(join(folder, 'places.json')).applyTo(config.inventory);
  return { config, inventory, releases };
}

/** What the files of an engine are made from: the image named, or that of the newest release. */
export async function renderSource(image: string | undefined): Promise<Source> {
  const { config, inventory, releases } = await openInventory();
  if (inventory.secrets['DATABASE_URL'] === undefined)
    throw new AppError(
      'invalid',
      "croft.config.ts: all services share one PostgreSQL; say where its address is kept: secrets: { DATABASE_URL: { env: 'DATABASE_URL' } }.",
    );
  const newest = releases.list()[0];
  if (image === undefined && newest === undefined)
    throw new AppError(
      'not_found',
      'There is no release on this machine yet. `croft release` makes one, and `croft render image` its image.',
    );
  return {
    inventory,
    written: config.written,
    publicPort: config.server.port,
    image: image ?? imageName(newest!),
  };
}
