import { follow } from '../../core/passing/follow.ts';
import { deliver, type RelayContext } from './context.ts';
import { LINE_DAYS } from './contract.ts';
import { listBridges } from './store/bridges.ts';
import { settleSending } from './store/copies.ts';
import { forgetLines } from './store/lines.ts';

/** Days for which a line can be deleted in other rooms. */
const REMEMBERED_DAYS = 14;
const FORGET_EVERY = 3_600_000;

/** Connects to every network and begins to pass on answers and lines; nothing runs when there is no network and no bridge. */
export async function startRelay(ctx: RelayContext): Promise<void> {
  const { networks, bridges, courier, log, db, stop, web } = ctx;
  const { signal } = stop;
  bridges.set(await listBridges(db));
  const repeatable = [
    'chat/',
    ...[...networks.values()].filter(one => one.repeatable).map(one => `${one.kind}/${one.name}/`),
  ];
  await settleSending(db, repeatable);
  for (const network of networks.values()) network.start();
  web.start();
  followRooms(ctx);
  await courier.start();
  const forget = () =>
    forgetLines(db, { wordsAfter: LINE_DAYS, allAfter: REMEMBERED_DAYS }).catch(err =>
      log.debug({ err }, 'old lines stay a while'),
    );
  const timer = setInterval(forget, FORGET_EVERY).unref();
  signal.addEventListener('abort', () => clearInterval(timer));
  for (const [kind, said] of ctx.said) {
    const begin = await said.load();
    void follow(
      after => ctx.bot.answers({ prefix: `${kind}/`, after }, { signal }),
      ({ room, answer, id = '' }) => deliver(ctx, room, answer, id),
      log,
      signal,
      begin,
    );
  }
}

/** Hears the web rooms that are in bridges, after the bridges have changed. */
export function followRooms({ bridges, web }: RelayContext): void {
  web.follow(
    bridges
      .rooms()
      .filter(room => room.startsWith('chat/'))
      .map(room => room.slice('chat/'.length)),
  );
}

/** Says goodbye on every network. Nothing is connected any more when it resolves; called again it only waits. */
export async function stopRelay(ctx: RelayContext): Promise<void> {
  ctx.stop.abort();
  await Promise.all([...ctx.networks.values(), ctx.web].map(network => network.close('Be back soon')));
  await ctx.courier.idle();
}
