import type IrcClient from 'irc-framework/src/client.js';
import type { IrcNetwork } from '../config/irc.ts';
import { KeptSocket } from '../keeper/kept-socket.ts';
import { LineTransport } from './line-transport.ts';
import { openSocket } from './open-socket.ts';

export interface MadeClient {
  readonly client: IrcClient;
  /** Closes the connection: after what was written, or at once. */
  close(atOnce: boolean): void;
  /** Leaves the connection to the next relay; undefined where nobody holds it. */
  leave?(): void;
}

/** irc-framework for one connection, with all that it does by itself turned off: reconnecting, pings, CTCP answers. */
export function makeClient(
  Client: typeof IrcClient,
  network: IrcNetwork,
  password: string | undefined,
  onBadLine: (error: unknown) => void,
  keeper: { path: string; onResumed: () => void } | undefined,
): MadeClient {
  let transport: LineTransport | undefined;
  let held: KeptSocket | undefined;
  const open = () => {
    if (keeper === undefined) return openSocket(network);
    held = new KeptSocket(keeper.path, network);
    held.once('resumed', keeper.onResumed);
    return { socket: held, ready: 'connect' as const };
  };
  const { sasl } = network;
  const client = new Client({
    nick: network.nick,
    username: network.username ?? network.nick,
    gecos: network.realname,
    account:
      sasl && sasl.mechanism !== 'EXTERNAL' && password !== undefined
        ? { account: sasl.account, password }
        : {},
    ...(sasl?.mechanism === 'EXTERNAL' && { sasl_mechanism: 'EXTERNAL' }),
    ...(network.serverPassword !== undefined && { password: network.serverPassword }),
    version: '',
    auto_reconnect: false,
    ping_interval: 0,
    ping_timeout: 0,
    enable_chghost: true,
    enable_setname: true,
    enable_echomessage: true,
    transport: class extends LineTransport {
      constructor() {
        super({ openSocket: open, onBadLine });
        transport = this;
      }
    },
  });
  client.requestCap(['labeled-response', 'draft/message-redaction']);
  return {
    client,
    close: atOnce => transport?.close(atOnce),
    ...(keeper !== undefined && { leave: () => held?.leave() }),
  };
}
