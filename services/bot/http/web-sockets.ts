import { OpenSockets } from '../../../core/http/open-sockets.ts';
import type { BotContext } from '../context.ts';
import { WebTalk } from './web-talk.ts';

const MOST = 1_000;
/** A household or an office behind one address stays below this. */
const MOST_OF_ONE = 100;

/** Every open WebSocket of the bot. */
export function webSockets(ctx: BotContext): OpenSockets {
  const sockets = new OpenSockets({
    origin: ctx.origin,
    most: MOST,
    mostOfOne: MOST_OF_ONE,
    talk: (socket, { headers }) => new WebTalk(ctx, socket, headers),
  });
  ctx.metrics.gauge('croft_bot_sockets', 'Open WebSockets.', () => sockets.size);
  return sockets;
}
