import { follow } from '../../core/passing/follow.ts';
import { deliver, type RelayContext } from './context.ts';

/** Connects to every network and begins to pass on answers; nothing at all when there is no network. */
export function startRelay(ctx: RelayContext): void {
  if (ctx.networks.size === 0) return;
  for (const network of ctx.networks.values()) network.start();
  const { signal } = ctx.stop;
  void follow(
    after => ctx.bot.answers({ prefix: 'irc/', after }, { signal }),
    ({ room, answer }) => deliver(ctx, room, answer),
    ctx.log,
    signal,
  );
}

/** Says goodbye on every network. Nothing is connected any more when it resolves; called again it only waits. */
export async function stopRelay(ctx: RelayContext): Promise<void> {
  ctx.stop.abort();
  await Promise.all([...ctx.networks.values()].map(network => network.close('Be back soon')));
}
