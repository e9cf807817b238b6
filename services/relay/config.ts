import { z } from 'zod';
import { option } from '../../core/config/options.ts';
import { Bridge } from './bridge/bridge.ts';
import { IrcNetwork } from './config/irc.ts';
import { MastodonNetwork } from './config/mastodon.ts';
import { MatrixNetwork } from './config/matrix.ts';
import { TwitchNetwork } from './config/twitch.ts';

const NetworkSettings = z.discriminatedUnion('kind', [
  IrcNetwork,
  TwitchNetwork,
  MatrixNetwork,
  MastodonNetwork,
]);
export type NetworkSettings = z.output<typeof NetworkSettings>;

const noTwo = (what: string) => (things: readonly { name: string }[], check: z.core.$RefinementCtx) => {
  const names = things.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) check.addIssue({ code: 'custom', message: `has two ${what} named ${twice}` });
};

const Networks = z.array(NetworkSettings).superRefine(noTwo('networks'));
const Bridges = z.array(Bridge).superRefine(noTwo('bridges'));

/** The section `relay` of `croft.config.ts`. */
export const relayOptions = {
  networks: option<z.output<typeof Networks>>({
    schema: Networks,
    default: [],
    about: 'networks that the bot sits on: IRC, Twitch, Matrix, Mastodon; see docs/RELAY.md',
  }),
  bridges: option<z.output<typeof Bridges>>({
    schema: Bridges,
    default: [],
    about: 'rooms that are joined to one another: name and rooms each; see docs/RELAY.md',
  }),
} as const;
