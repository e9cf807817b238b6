import { AppError } from '../../../core/errors.ts';
import type { Fetcher } from '../../../core/fetch/index.ts';
import { describeRoutes } from '../../../core/http/describe-routes.ts';
import type { Implementation } from '../../../core/rpc/contract.ts';
import type { NetworkSettings } from '../config.ts';
import type { RelayContext } from '../context.ts';
import type { relayContract } from '../contract.ts';
import type { MediaSigner } from '../matrix/media-signer.ts';
import { relayRoutes } from '../routes.ts';
import { eraseLines } from '../store/lines.ts';
import { Twitch } from '../twitch/twitch.ts';
import { deleteBridge, listBridges, putBridge } from './bridges.ts';
import { getStream } from './get-stream.ts';
import { listNetworks } from './list-networks.ts';
import { moderate } from './moderate.ts';

/** What the relay's methods and routes share. */
export interface RelayService {
  readonly ctx: RelayContext;
  readonly media: MediaSigner;
  readonly fetcher: Fetcher;
  readonly networks: readonly NetworkSettings[];
}

/** What the contract promises. */
export function relayMethods(service: RelayService): Implementation<typeof relayContract> {
  const { ctx } = service;
  return {
    describeRoutes: async () => ({ paths: await describeRoutes(http => relayRoutes(http, service)) }),
    listNetworks: () => listNetworks(ctx),
    listBridges: () => listBridges(ctx),
    putBridge: input => putBridge(ctx, input),
    deleteBridge: input => deleteBridge(ctx, input),
    moderate: input => moderate(ctx, input),
    forget: async input => ({ erased: await eraseLines(ctx.db, input) }),
    getStream: input => getStream(ctx, input),
    connectTwitch: ({ network }) => twitchOf(ctx, network).tokens.connect(),
    disconnectTwitch: async ({ network }) => {
      await twitchOf(ctx, network).tokens.disconnect();
      return {};
    },
    findTwitchUser: async ({ network, login }) => {
      const user = await twitchOf(ctx, network).findUser(login);
      return { id: user.id, login: user.login, name: user.display_name };
    },
  };
}

function twitchOf({ networks }: RelayContext, name: string): Twitch {
  const network = networks.get(name);
  if (network instanceof Twitch) return network;
  throw new AppError('not_found', `There is no Twitch network called ${name}.`);
}
