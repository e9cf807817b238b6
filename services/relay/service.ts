import { defineService } from '../../core/service/service.ts';
import { botContract } from '../bot/contract.ts';
import { relayOptions } from './config.ts';
import { relayContext } from './context.ts';
import { relayContract } from './contract.ts';
import { SESSION_TIMES } from './irc/watchdog.ts';
import { listNetworks } from './methods/list-networks.ts';
import { startRelay, stopRelay } from './run.ts';

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
    return {
      methods: { listNetworks: () => listNetworks(ctx) },
      start: async () => startRelay(ctx),
      drain: () => stopRelay(ctx),
      dispose: () => stopRelay(ctx),
    };
  },
});
