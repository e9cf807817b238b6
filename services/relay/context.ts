import { randomUUID } from 'node:crypto';
import type { Log } from '../../core/log.ts';
import type { Metrics } from '../../core/metrics.ts';
import { PassOn } from '../../core/passing/pass-on.ts';
import type { Client } from '../../core/rpc/contract.ts';
import type { Answer, botContract, Message } from '../bot/contract.ts';
import type { IrcNetwork } from './config.ts';
import type { HeardLine } from './irc/heard-line.ts';
import type { SessionTimes } from './irc/watchdog.ts';
import { Network } from './network.ts';

/** What the relay is made of. */
export interface RelayContext {
  readonly log: Log;
  readonly bot: Pick<Client<typeof botContract>, 'hear' | 'answers'>;
  readonly networks: ReadonlyMap<string, Network>;
  /** Aborts when no more is heard or said. */
  readonly stop: AbortController;
}

export interface RelayParts {
  readonly settings: readonly IrcNetwork[];
  readonly bot: RelayContext['bot'];
  readonly log: Log;
  readonly metrics: Metrics;
  readonly version: string;
  readonly times: SessionTimes;
}

export function relayContext({ settings, bot, log, metrics, version, times }: RelayParts): RelayContext {
  const stop = new AbortController();
  const lost = metrics.counter(
    'croft_relay_lines_lost_total',
    'Lines that the bot did not take within a minute.',
  );
  const toBot = new PassOn<Message>((message, options) => bot.hear(message, options), log, lost, stop.signal);
  const life = randomUUID().slice(0, 8);
  let count = 0;
  const onLine = (network: string, line: HeardLine) =>
    toBot.add({
      room: `irc/${network}/${line.place}`,
      sender: { name: line.nick.slice(0, 100), ...(line.account && { account: line.account.slice(0, 200) }) },
      text: line.text,
      direct: line.direct,
      id: line.id?.slice(0, 200) ?? `${life}:${++count}`,
    });
  const networks = new Map(
    settings.map(one => [
      one.name,
      new Network({ settings: one, version: `Croft ${version}`, log, metrics, times, onLine }),
    ]),
  );
  return { log, bot, networks, stop };
}

/** Says an answer in the room `irc/NETWORK/PLACE`. */
export function deliver({ networks }: RelayContext, room: string, answer: Answer): void {
  const [, network = '', place] = /^irc\/([^/]+)\/([^\s\x00-\x1f,]+)$/.exec(room) ?? [];
  if (place !== undefined) networks.get(network)?.say(place, answer);
}
