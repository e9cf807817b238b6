import type IrcClient from 'irc-framework/src/client.js';
import type { IrcNetwork } from '../config.ts';
import { LineTransport } from './line-transport.ts';
import { openSocket } from './open-socket.ts';

export interface MadeClient {
  readonly client: IrcClient;
  /** Closes the connection: after what was written, or at once. */
  close(atOnce: boolean): void;
}

/** irc-framework for one connection, with all that it does by itself turned off: reconnecting, pings, CTCP answers. */
export function makeClient(
  Client: typeof IrcClient,
  network: IrcNetwork,
  password: string | undefined,
  onBadLine: (error: unknown) => void,
): MadeClient {
  let transport: LineTransport | undefined;
  const client = new Client({
    nick: network.nick,
    username: network.username ?? network.nick,
    gecos: network.realname,
    account: network.sasl && password !== undefined ? { account: network.sasl.account, password } : {},
    version: '',
    auto_reconnect: false,
    ping_interval: 0,
    ping_timeout: 0,
    transport: class extends LineTransport {
      constructor() {
        super({ openSocket: () => openSocket(network), onBadLine });
        transport = this;
      }
    },
  });
  return { client, close: atOnce => transport?.close(atOnce) };
}
