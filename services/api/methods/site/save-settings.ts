import { isDeepStrictEqual } from 'node:util';
import type { ApiContext } from '../../context.ts';
import type { Actor, SettingsChanges, Site } from '../../contract.ts';
import { composeSite } from '../../site/compose-site.ts';
import { addAudit } from '../../store/people/audit.ts';
import { markStale } from '../../store/posts/rendered.ts';
import { changing } from '../../store/revision.ts';
import { lockSettings, readSettings, writeSettings } from '../../store/settings.ts';

/**
 * Writes what differs from what is set, and notes which settings that were. `check` is told what the site says of itself before,
 * while nobody else changes it, and may throw. Posts in the site's language are made anew when that is
 * another.
 */
export async function saveSettings(
  ctx: ApiContext,
  { actor = {}, ...asked }: SettingsChanges & { actor?: Actor },
  check?: (now: Site) => void,
): Promise<Site> {
  const { site, stale } = await changing(ctx, async trx => {
    await lockSettings(trx);
    const before = await readSettings(trx);
    check?.(composeSite(ctx.config, before));
    const changes = differing(asked, before.settings);
    const names = Object.keys(changes);
    if (names.length === 0)
      return { result: { site: composeSite(ctx.config, before), stale: false }, visible: false };
    await writeSettings(trx, changes);
    await addAudit(trx, { actor, action: 'settings.change', subject: names.join(', ') });
    const stale = 'language' in changes;
    if (stale) await markStale(trx);
    return { result: { site: composeSite(ctx.config, await readSettings(trx)), stale }, visible: true };
  });
  if (stale) await ctx.renderAgain();
  return site;
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
