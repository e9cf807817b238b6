import { AppError } from '../../../core/errors.ts';
import { Bridge } from '../bridge/bridge.ts';
import { foldRoom } from '../bridge/fold.ts';
import { readRoom } from '../chat-network.ts';
import type { RelayContext } from '../context.ts';
import type { BridgeInput, BridgeState, QueueState } from '../contract.ts';
import { followRooms } from '../run.ts';
import { dropBridge, putBridge as keepBridge, listBridges as keptBridges } from '../store/bridges.ts';
import { queueLengths } from '../store/copies.ts';

export async function listBridges(ctx: RelayContext): Promise<{ bridges: BridgeState[] }> {
  const lengths = await queueLengths(ctx.db);
  const queues = new Map<string, QueueState>(
    lengths.map(({ room, waiting, since, dropped, problem }) => [
      room,
      {
        room,
        waiting,
        dropped,
        ...(since && { since: since.toISOString() }),
        ...(problem !== null && { problem }),
      },
    ]),
  );
  const queueOf = (room: string) => ({ ...(queues.get(foldRoom(room)) ?? { waiting: 0, dropped: 0 }), room });
  return { bridges: ctx.bridges.all.map(bridge => ({ ...bridge, queues: bridge.rooms.map(queueOf) })) };
}

/** Throws `invalid` in words for what is wrong with it, and `conflict` for one of the configuration. */
export async function putBridge(ctx: RelayContext, input: BridgeInput): Promise<BridgeState> {
  const read = Bridge.safeParse(
    Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
  );
  if (!read.success) {
    const { message, path } = read.error.issues[0]!;
    const [field = 'bridge'] = path;
    throw new AppError('invalid', `${String(field)}: ${message}.`, { details: { field: String(field) } });
  }
  requireFree(ctx, read.data.name);
  for (const room of read.data.rooms) requireKnown(ctx, room);
  await keepBridge(ctx.db, read.data);
  await reload(ctx);
  return (await listBridges(ctx)).bridges.find(({ name }) => name === read.data.name)!;
}

export async function deleteBridge(
  ctx: RelayContext,
  { name }: { name: string },
): Promise<Record<string, never>> {
  requireFree(ctx, name);
  if (!(await dropBridge(ctx.db, name)))
    throw new AppError('not_found', `There is no bridge called ${name}.`);
  await reload(ctx);
  return {};
}

async function reload(ctx: RelayContext): Promise<void> {
  ctx.bridges.set(await keptBridges(ctx.db));
  followRooms(ctx);
  await ctx.courier.kickAll();
}

function requireFree({ bridges }: RelayContext, name: string): void {
  if (bridges.all.some(bridge => bridge.fixed && bridge.name === name))
    throw new AppError('conflict', `The bridge ${name} stands in croft.config.ts and is changed there.`);
}

function requireKnown({ networks }: RelayContext, room: string): void {
  const { kind, network = '' } = readRoom(room)!;
  if (kind === 'web' || networks.get(network)?.kind === kind) return;
  throw new AppError('invalid', `rooms: there is no network ${kind}/${network} in croft.config.ts.`, {
    details: { field: 'rooms' },
  });
}
