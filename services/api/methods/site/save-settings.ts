import { isDeepStrictEqual } from 'node:util';
import type { ApiContext } from '../../context.ts';
import type { Actor, SettingsChanges, Site } from '../../contract.ts';
import { composeSite } from '../../site/compose-site.ts';
import { addAudit } from '../../store/people/audit.ts';
import { changing } from '../../store/revision.ts';
import { readSettings, writeSettings } from '../../store/settings.ts';

/** Writes what differs from what is set, and notes which settings that were. */
export async function saveSettings(
  ctx: ApiContext,
  { actor = {}, ...asked }: SettingsChanges & { actor?: Actor },
): Promise<Site> {
  return changing(ctx, async trx => {
    const before = await readSettings(trx);
    const changes = differing(asked, before.settings);
    const names = Object.keys(changes);
    if (names.length === 0) return { result: composeSite(ctx.config, before), visible: false };
    await writeSettings(trx, changes);
    await addAudit(trx, { actor, action: 'settings.change', subject: names.join(', ') });
    return { result: composeSite(ctx.config, await readSettings(trx)), visible: true };
  });
}

function differing(asked: SettingsChanges, before: object): SettingsChanges {
  const stored = new Map(Object.entries(before));
  return Object.fromEntries(
    Object.entries(asked).filter(
      ([name, value]) =>
        value !== undefined && !isDeepStrictEqual(plain(value ?? undefined), stored.get(name)),
    ),
  );
}

/** As it comes back from the database: without properties that are undefined. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
