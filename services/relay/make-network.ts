import type { Kysely } from 'kysely';
import type { Fetcher } from '../../core/fetch/index.ts';
import type { Log } from '../../core/log.ts';
import type { Metrics } from '../../core/metrics.ts';
import type { SecretBox } from '../../core/secret-box.ts';
import type { ChatNetwork, Hearing } from './chat-network.ts';
import type { NetworkSettings } from './config.ts';
import { Irc } from './irc/irc.ts';
import type { SessionTimes } from './irc/watchdog.ts';
import type { Keeper } from './keeper/start-keeper.ts';
import { Mastodon } from './mastodon/mastodon.ts';
import { Matrix } from './matrix/matrix.ts';
import type { Schema } from './schema.ts';
import { storedCursor } from './store/cursors.ts';
import { storedSecret } from './store/secrets.ts';
import { Twitch } from './twitch/twitch.ts';

export interface NetworkParts {
  readonly version: string;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly times: SessionTimes;
  readonly db: Kysely<Schema>;
  /** For the networks of the configuration and nothing else. */
  readonly fetcher: Fetcher;
  /** Encrypts tokens. */
  readonly box: () => Promise<SecretBox>;
  /** None where the relay is not started anew by itself, but with everything else. */
  readonly keeper?: Keeper | undefined;
  /** The public address of a picture or file of a Matrix room. */
  readonly mediaUrl: (network: string, server: string, id: string) => string;
}

export type MakeNetwork = (settings: NetworkSettings, hearing: Hearing) => ChatNetwork;

/** Makes the network that some settings describe. */
export function networkMaker(parts: NetworkParts): MakeNetwork {
  const { db, box } = parts;
  return (settings, hearing) => {
    const cursor = storedCursor(db, `${settings.kind}/${settings.name}`);
    switch (settings.kind) {
      case 'irc':
        return new Irc({ ...parts, settings, hearing });
      case 'twitch':
        return new Twitch({
          ...parts,
          settings,
          hearing,
          secret: storedSecret(db, box, `twitch/${settings.name}`),
        });
      case 'matrix':
        return new Matrix({ ...parts, settings, hearing, cursor });
      case 'mastodon':
        return new Mastodon({ ...parts, settings, hearing, cursor });
    }
  };
}
