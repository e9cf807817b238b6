import { join } from 'node:path';
import { createFetcher } from '../../core/fetch/index.ts';
import { Metrics } from '../../core/metrics.ts';
import { loadSecretBox } from '../../core/secret-box.ts';
import { runDirectory } from '../../core/service/run-directory.ts';
import { defineService } from '../../core/service/service.ts';
import { apiContract } from '../api/contract.ts';
import { botContract } from '../bot/contract.ts';
import { chatContract } from '../chat/contract.ts';
import { relayOptions } from './config.ts';
import { relayContext } from './context.ts';
import { relayContract } from './contract.ts';
import { hostsOf } from './hosts.ts';
import { SESSION_TIMES } from './irc/watchdog.ts';
import { relayKeeper } from './keeper/start-keeper.ts';
import { networkMaker } from './make-network.ts';
import { loadMediaSigner, NO_MEDIA } from './matrix/media-signer.ts';
import { relayMethods } from './methods/index.ts';
import { relayRoutes } from './routes.ts';
import { startRelay, stopRelay } from './run.ts';
import type { Schema } from './schema.ts';

/** The relay: sits on chat networks for the bot, and joins rooms of several to one another. */
export const relayService = defineService<typeof relayContract, typeof relayOptions, Schema>({
  contract: relayContract,
  options: relayOptions,
  migrations: new URL('./migrations/', import.meta.url),
  async create(service) {
    const { config, db, log, metrics, origin, version, data } = service;
    // What the owner has chosen may be near; that does not open those places to addresses that strangers give.
    const fetcher = createFetcher({
      userAgent: `Croft/${version} (+${origin})`,
      allow: hostsOf(config.networks),
      log,
      // Its figures would stand in for those of the fetcher of feeds.
      metrics: new Metrics(),
      limits: { perHost: 8 },
    });
    const hasMedia = config.networks.some(({ kind }) => kind === 'matrix');
    const media = hasMedia
      ? await loadMediaSigner(join(data, 'secrets', 'relay-media.key'), origin)
      : NO_MEDIA;
    const supervisor = Number(process.env['CROFT_SUPERVISOR'] ?? 0);
    const ctx = relayContext({
      settings: config.networks,
      bridges: config.bridges,
      bot: service.client(botContract),
      chat: service.client(chatContract),
      api: service.client(apiContract),
      ...{ db, log, metrics },
      makeNetwork: networkMaker({
        ...{ version: `Croft ${version}`, log, metrics, db, fetcher, times: SESSION_TIMES },
        box: () => loadSecretBox(join(data, 'secrets', 'relay.key')),
        mediaUrl: media.url,
        keeper: supervisor > 0 ? relayKeeper(runDirectory(data), supervisor) : undefined,
      }),
    });
    const parts = { ctx, media, fetcher, networks: config.networks };
    return {
      methods: relayMethods(parts),
      routes: http => relayRoutes(http, parts),
      start: () => startRelay(ctx),
      drain: () => stopRelay(ctx),
      async dispose() {
        await stopRelay(ctx);
        await fetcher.close();
      },
    };
  },
});
