import { defineService } from '../../core/service/service.ts';
import { botContract } from '../bot/contract.ts';
import { relayOptions } from './config.ts';
import { deliver, relayContext } from './context.ts';
import { relayContract } from './contract.ts';
import { fromBot } from './from-bot.ts';
import { SESSION_TIMES } from './irc/watchdog.ts';
import { listNetworks } from './methods/list-networks.ts';

/** The relay: sits on IRC networks for the bot. Without a network in the configuration it does nothing and costs nothing. */
export const relayService = defineService({
  contract: relayContract,
  options: relayOptions,
  create(service) {
    const ctx = relayContext({
      settings: service.config.networks,
      bot: service.client(botContract),
      log: service.log,
      metrics: service.metrics,
      version: service.version,
      times: SESSION_TIMES,
    });
    const networks = [...ctx.networks.values()];
    let listening: Promise<void> | undefined;
    const close = async () => {
      ctx.stop.abort();
      await Promise.all(networks.map(network => network.close('Be back soon')));
      await listening;
    };
    return {
      methods: { listNetworks: () => listNetworks(ctx) },
      async start() {
        if (networks.length === 0) return;
        for (const network of networks) network.start();
        listening = fromBot(ctx.bot, (room, answer) => deliver(ctx, room, answer), ctx.log, ctx.stop.signal);
      },
      drain: close,
      dispose: close,
    };
  },
});
