import type { ApiContext } from '../../context.ts';
import { Settings } from '../../contract.ts';
import { composeSite } from '../../site/compose-site.ts';
import { readSettings } from '../../store/settings.ts';

export async function getSettings({
  db,
  config,
}: ApiContext): Promise<{ settings: Settings; defaults: Settings; own: string[] }> {
  const stored = await readSettings(db);
  return {
    settings: Settings.parse(composeSite(config, stored)),
    defaults: Settings.parse(composeSite(config, { ...stored, settings: {} })),
    own: Object.keys(stored.settings),
  };
}
