import { toAppError } from '../../../core/errors.ts';
import type { BotContext } from '../context.ts';
import { KEPT_DAYS } from '../store/decisions.ts';
import { listRooms } from './list-rooms.ts';

/** Milliseconds for others to say which rooms there are. */
const PATIENCE = 2_000;

export interface RoomPrivacy {
  readonly id: string;
  readonly logged: boolean;
  readonly hours: number;
  readonly moderated: boolean;
  readonly translated: boolean;
}

/** What is kept in which room, for how long, and who else is told of it: as it is set at this moment. */
export async function privacy(ctx: BotContext) {
  const { settings, moderation, config, translator, guesser } = ctx;
  const [here, web] = await Promise.all([listRooms(ctx), webRooms(ctx)]);
  const known = new Set([
    ...here.rooms.map(({ id }) => id),
    ...web,
    ...settings.rooms,
    ...moderation.book.on,
  ]);
  const rooms = [...known].filter(isShared).sort();
  return {
    name: config.name,
    prefix: config.prefix,
    rooms: rooms.map((id): RoomPrivacy => {
      const { logged, logHours: hours, translated } = settings.of(id);
      return { id, logged, hours, moderated: moderation.book.of(id) !== undefined, translated };
    }),
    kept: { decisionDays: KEPT_DAYS },
    translators: [...translator.providers],
    ...(guesser && { guesser: guesser.host }),
  };
}

/** A room of many, and not somebody's private talk with the bot. */
function isShared(id: string): boolean {
  return !id.startsWith('web/') && !/^irc\/[^/]+\/[^#&+!]/.test(id);
}

async function webRooms({ chat, log }: Pick<BotContext, 'chat' | 'log'>): Promise<string[]> {
  try {
    const { rooms } = await chat.listRooms({}, { deadline: Date.now() + PATIENCE });
    return rooms.filter(({ bot }) => bot).map(({ name }) => `chat/${name}`);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'unavailable' && error.code !== 'deadline') throw thrown;
    log.debug({ err: error }, 'the web rooms are not known');
    return [];
  }
}
