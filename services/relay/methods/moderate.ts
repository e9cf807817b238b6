import { AppError } from '../../../core/errors.ts';
import { foldRoom } from '../bridge/fold.ts';
import { readRoom } from '../chat-network.ts';
import type { RelayContext } from '../context.ts';
import type { Act, ActResult } from '../contract/acts.ts';
import { withdrawLines } from '../store/lines.ts';

/**
 * Does acts in a room, one after another, each with its own result. What somebody who is silenced has said is not told in other
 * rooms any more. Throws `not_found` for a room of no network.
 */
export async function moderate(
  ctx: Pick<RelayContext, 'networks' | 'bridges' | 'db' | 'log'>,
  { room, acts }: { room: string; acts: readonly Act[] },
): Promise<{ results: ActResult[] }> {
  const { kind, network: name = '', place = '' } = readRoom(room) ?? {};
  const network = ctx.networks.get(name);
  if (!network || network.kind !== kind)
    throw new AppError('not_found', `${room} is no room of a network here.`);
  if (ctx.bridges.has(room)) await withdraw(ctx, room, acts);
  if (network.actAll) return { results: await network.actAll(place, acts) };
  const results: ActResult[] = [];
  for (const act of acts) results.push(await network.act(place, act));
  return { results };
}

async function withdraw(
  { db, log }: Pick<RelayContext, 'db' | 'log'>,
  heardIn: string,
  acts: readonly Act[],
): Promise<void> {
  const room = foldRoom(heardIn);
  const silenced = acts
    .filter(({ act }) => act === 'timeout' || act === 'ban')
    .map(({ target }) => target?.name);
  const deleted = acts.filter(({ act }) => act === 'delete').map(({ target }) => target);
  try {
    for (const name of new Set(silenced)) if (name !== undefined) await withdrawLines(db, { room, name });
    for (const target of deleted)
      if (target?.message !== undefined && !silenced.includes(target.name))
        await withdrawLines(db, { room, name: target.name, message: target.message });
  } catch (err) {
    log.debug({ err, room }, 'what waits for other rooms cannot be withdrawn now');
  }
}
