import { toAppError } from '../../../core/errors.ts';
import { LINE_DAYS } from '../../relay/contract.ts';
import type { BotContext } from '../context.ts';
import type { Privacy } from '../contract/privacy.ts';
import { KEPT_DAYS } from '../store/decisions.ts';
import { KEPT } from '../store/kept.ts';
import { listNetworks } from './list-networks.ts';
import { listRooms } from './list-rooms.ts';

/** Milliseconds for others to say which rooms there are. */
const PATIENCE = 2_000;

/** What is kept in which room, for how long, and who else is told of it: as it is set at this moment. */
export async function privacy(ctx: BotContext): Promise<Privacy> {
  const { settings, moderation, config, translator, guesser } = ctx;
  const [relayed, networks, web, joined] = await Promise.all([
    listRooms(ctx),
    listNetworks(ctx),
    webRooms(ctx),
    joinedRooms(ctx),
  ]);
  const here = new Set([...relayed.rooms.map(({ id }) => id), ...web]);
  const closed = new Set(
    networks.flatMap(({ kind, name, places = [] }) =>
      places.flatMap(place => (place.closed ? [`${kind}/${name}/${place.name}`] : [])),
    ),
  );
  const isOpen = (id: string) => isShared(id) && !closed.has(id) && (!id.startsWith('chat/') || here.has(id));
  const known = new Set([...here, ...settings.rooms, ...moderation.book.on, ...joined]);
  return {
    name: config.name,
    prefix: config.prefix,
    rooms: [...known]
      .filter(isOpen)
      .sort()
      .map(id => {
        const { logged, logHours: hours, translated, seen } = settings.of(id);
        const rules = moderation.book.of(id)?.rules;
        const met = rules !== undefined && (rules.newcomers !== null || rules.raid !== null);
        const moderated = rules !== undefined;
        return {
          id,
          logged,
          hours,
          moderated,
          translated,
          seen,
          met,
          joined: joined.has(id),
          here: here.has(id),
        };
      }),
    kept: { decisionDays: KEPT_DAYS },
    things: KEPT.map(({ what, until, after }) => ({ what, until, ...(after !== undefined && { after }) })),
    carriedDays: LINE_DAYS,
    translators: [...translator.providers],
    ...(guesser && { guesser: guesser.host }),
  };
}

/** A room of many that has an address, and not somebody's private talk with the bot or a room that people are asked into. */
function isShared(id: string): boolean {
  return !/^web\/|^irc\/[^/]+\/[^#&+!]|^matrix\/[^/]+\/!|^mastodon\//.test(id);
}

/** Those that anybody may read, and that the bot is in. */
function webRooms(ctx: Pick<BotContext, 'chat' | 'log'>): Promise<string[]> {
  return ifThere(ctx, [], async call => {
    const { rooms } = await ctx.chat.listRooms({}, call);
    return rooms.filter(({ bot }) => bot).map(({ name }) => `chat/${name}`);
  });
}

/** Those that are joined to others. */
function joinedRooms(ctx: Pick<BotContext, 'relay' | 'log'>): Promise<Set<string>> {
  return ifThere(ctx, new Set(), async call => {
    const { bridges } = await ctx.relay.listBridges({}, call);
    return new Set(bridges.filter(({ paused }) => !paused).flatMap(({ rooms }) => rooms));
  });
}

/** What another service says, or something else while it is away. */
async function ifThere<T>(
  { log }: Pick<BotContext, 'log'>,
  otherwise: T,
  ask: (call: { deadline: number }) => Promise<T>,
): Promise<T> {
  try {
    return await ask({ deadline: Date.now() + PATIENCE });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'unavailable' && error.code !== 'deadline') throw thrown;
    log.debug({ err: error }, 'some rooms are not known');
    return otherwise;
  }
}
