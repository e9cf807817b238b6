import type { TestContext } from 'node:test';
import { createLog } from '../../../core/log.ts';
import { Metrics } from '../../../core/metrics.ts';
import { type Client, type Implementation, inProcessClient } from '../../../core/rpc/index.ts';
import type { BotContext } from '../../../services/bot/context.ts';
import { botContract } from '../../../services/bot/contract.ts';
import { botMethods } from '../../../services/bot/methods/index.ts';
import { storedBot, testPost } from '../../../services/bot/testing.ts';
import type { RelayContext } from '../../../services/relay/context.ts';
import type { NetworkStatus } from '../../../services/relay/contract.ts';
import type { SessionTimes } from '../../../services/relay/irc/watchdog.ts';
import { eventually, testRelay } from '../../../services/relay/testing.ts';

export const LOG = createLog({ level: process.env['LOG_LEVEL'] ?? 'silent' });

/** A bot whose dice always show their highest side and whose site has one post. */
export function botWithPost(t: TestContext, signal: AbortSignal): Promise<BotContext> {
  const posts = [testPost('On <bread>', 'bread')];
  const api = { listPosts: async () => ({ posts }), searchPosts: async () => ({ posts }) };
  return storedBot(t, { signal, api, log: LOG });
}

/** Calls to the bot as they would cross a connection. */
export function botClient(ctx: BotContext): Client<typeof botContract> {
  const methods: Implementation<typeof botContract> = botMethods(ctx);
  return inProcessClient(botContract, methods, { mode: 'encode', log: LOG, metrics: new Metrics() });
}

export interface Place {
  readonly relay: RelayContext;
  readonly metrics: Metrics;
  stop(): Promise<void>;
}

/** A relay on one network, with a bot behind it; stopped when the test ends. */
export async function startPlace(
  t: TestContext,
  settings: Record<string, unknown>,
  parts: { bot?: Pick<Client<typeof botContract>, 'hear' | 'answers'>; times?: Partial<SessionTimes> } = {},
): Promise<Place> {
  const life = new AbortController();
  const bot = parts.bot ?? botClient(await botWithPost(t, life.signal));
  const networks = [{ name: 'test', kind: 'irc', host: '127.0.0.1', ...settings }];
  const relay = testRelay(t, { networks, bot, ...(parts.times && { times: parts.times }) });
  const stop = async () => {
    await relay.stop();
    life.abort();
  };
  t.after(stop);
  await relay.start();
  return { relay: relay.ctx, metrics: relay.metrics, stop };
}

/** Waits until the network's status is as wanted. */
export function until(place: Place, wanted: (status: NetworkStatus) => boolean): Promise<void> {
  const status = () => place.relay.networks.get('test')!.status;
  return eventually(() => wanted(status()), `the network is as wanted, from ${JSON.stringify(status())}`);
}
