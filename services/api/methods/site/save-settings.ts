import type { ApiContext } from '../../context.ts';
import type { SettingsChanges, Site } from '../../contract.ts';
import { composeSite } from '../../site/compose-site.ts';
import { changing } from '../../store/revision.ts';
import { readSettings, writeSettings } from '../../store/settings.ts';

export async function saveSettings(ctx: ApiContext, changes: SettingsChanges): Promise<Site> {
  return changing(ctx, async trx => {
    await writeSettings(trx, changes);
    return { result: composeSite(ctx.config, await readSettings(trx)), visible: true };
  });
}
