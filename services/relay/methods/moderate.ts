import { AppError } from '../../../core/errors.ts';
import { readRoom } from '../chat-network.ts';
import type { RelayContext } from '../context.ts';
import type { Act, ActResult } from '../contract/acts.ts';

/** Does acts in a room, one after another, each with its own result. Throws `not_found` for a room of no network. */
export async function moderate(
  { networks }: Pick<RelayContext, 'networks'>,
  { room, acts }: { room: string; acts: readonly Act[] },
): Promise<{ results: ActResult[] }> {
  const { kind, network: name = '', place = '' } = readRoom(room) ?? {};
  const network = networks.get(name);
  if (!network || network.kind !== kind)
    throw new AppError('not_found', `${room} is no room of a network here.`);
  if (network.actAll) return { results: await network.actAll(place, acts) };
  const results: ActResult[] = [];
  for (const act of acts) results.push(await network.act(place, act));
  return { results };
}
