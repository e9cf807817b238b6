import { isDeepStrictEqual } from 'node:util';
import type { ApiContext } from '../../context.ts';
import type { SiteLink } from '../../contract.ts';
import { changing } from '../../store/revision.ts';
import { lockSettings, readSettings, writePlaces } from '../../store/settings.ts';

/** Keeps what a service has to offer in the menu; the same again changes nothing. */
export async function offerPlaces(
  ctx: ApiContext,
  { by, places }: { by: string; places: SiteLink[] },
): Promise<Record<never, never>> {
  return changing(ctx, async trx => {
    await lockSettings(trx);
    const before = (await readSettings(trx)).places;
    const visible = !isDeepStrictEqual(before[by] ?? [], places);
    if (visible) await writePlaces(trx, { ...before, [by]: places });
    return { result: {}, visible };
  });
}
