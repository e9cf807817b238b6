import { AppError } from '../../../core/errors.ts';
import { foldRoom } from '../bridge/fold.ts';
import { readRoom } from '../chat-network.ts';
import type { RelayContext } from '../context.ts';
import type { Act, ActResult } from '../contract/acts.ts';
import { withdrawLines } from '../store/lines.ts';
import { dropLock, keepLock, lockOf } from '../store/locks.ts';

/**
 * Does acts in a room, one after another, each with its own result. What somebody who is silenced has said is not told in other
 * rooms any more. A room that was closed from here can be opened again by whoever asks to close it once more. Throws `not_found`
 * for a room of no network.
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
  const results: ActResult[] = [];
  if (network.actAll) results.push(...(await network.actAll(place, acts)));
  else for (const act of acts) results.push(await network.act(place, act));
  for (const [index, { act }] of acts.entries())
    if (act === 'lock' || act === 'unlock')
      results[index] = await noteLock(ctx, foldRoom(room), act, results[index]!);
  return { results };
}

/** Remembers which rooms were closed from here: of one that is closed already the network does not tell by whom. */
async function noteLock(
  { db, log }: Pick<RelayContext, 'db' | 'log'>,
  room: string,
  act: 'lock' | 'unlock',
  result: ActResult,
): Promise<ActResult> {
  try {
    if (!result.done) return result;
    if (act === 'unlock') await dropLock(db, room);
    else if (result.undo !== undefined) await keepLock(db, room, result.undo);
    else {
      const undo = await lockOf(db, room);
      if (undo !== undefined) return { ...result, undo, lift: true };
    }
  } catch (err) {
    log.debug({ err, room }, 'it cannot be kept now that the room was closed or opened');
  }
  return result;
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
