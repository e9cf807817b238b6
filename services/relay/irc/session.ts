import type IrcClient from 'irc-framework/src/client.js';
import type { IrcEvent } from 'irc-framework/src/client.js';
import type { Said } from '../chat-network.ts';
import type { IrcNetwork } from '../config/irc.ts';
import { Accounts } from './accounts.ts';
import { ChannelModes } from './channel-modes.ts';
import { Channels } from './channels.ts';
import { ctcpAnswer } from './ctcp.ts';
import { heardLine } from './heard-line.ts';
import { refusedChannel } from './join-refusal.ts';
import { type MadeClient, makeClient } from './make-client.ts';
import type { Abilities } from './moderate.ts';
import { nickVariants } from './nicks.ts';
import { Ranks } from './ranks.ts';
import { endOf, type SessionEnd, saslEnd } from './session-end.ts';
import { type SessionTimes, Watchdog } from './watchdog.ts';

export interface SessionOptions {
  readonly Client: typeof IrcClient;
  readonly network: IrcNetwork;
  readonly password: string | undefined;
  /** What CTCP VERSION is told. */
  readonly version: string;
  readonly times: SessionTimes;
  /** Socket of the process that holds connections while the relay is started anew. */
  readonly keeper: string | undefined;
  /** Queues a line of the protocol. */
  command(line: string): void;
  onReady(): void;
  onJoined(): void;
  onLine(line: Said): void;
  /** The server shows a line of ours, with the id and label that it has. */
  onEcho(target: string, id: string, label: string | undefined): void;
  /** The server answers a PING. */
  onPong(token: string): void;
  /** The server does not take what was said there. */
  onNotSent(target: string, why: string): void;
  onBadLine(error: unknown): void;
}

/** Errors of irc-framework that say that a channel did not do what it was told. */
const NOT_DONE = new Set(['cannot_send_to_channel', 'chanop_privs_needed', 'user_not_in_channel']);

/**
 * One connection to one server, from its first byte to its last; the next connection is another session.
 * The constructor throws when a file that the connection needs cannot be read.
 */
export class Session {
  readonly channels: Channels;
  readonly modes: ChannelModes;
  /** Resolves when the connection is closed; nothing of the session happens after it. */
  readonly ended: Promise<SessionEnd>;
  readonly #options: SessionOptions;
  readonly #connection: MadeClient;
  readonly #client: IrcClient;
  readonly #accounts: Accounts;
  readonly #ranks: Ranks;
  readonly #watchdog: Watchdog;
  readonly #variants: string[];
  readonly #end = Promise.withResolvers<SessionEnd>();
  #verdict: SessionEnd | undefined;
  #registered = false;
  #loggedIn = false;

  constructor(options: SessionOptions) {
    const { Client, network, password, times } = options;
    this.#options = options;
    this.ended = this.#end.promise;
    const { keeper } = options;
    const held = keeper === undefined ? undefined : { path: keeper, onResumed: () => this.#onResumed() };
    this.#connection = makeClient(Client, network, password, options.onBadLine, held);
    this.#client = this.#connection.client;
    this.#variants = nickVariants(network.nick, Math.random);
    this.channels = new Channels(network.channels, name => this.#client.caseLower(name), options.command);
    this.#accounts = new Accounts(this.#client);
    this.#ranks = new Ranks(this.#client);
    this.modes = new ChannelModes(this.#client, options.command);
    this.#listen();
    this.#client.connect();
    this.#watchdog = new Watchdog(times, {
      isRegistered: () => this.#registered,
      ping: () => this.write('PING :croft'),
      regainNick: () => this.nick !== network.nick && options.command(`NICK ${network.nick}`),
      giveUp: why => this.#destroy({ why, refused: false }),
    });
  }

  get nick(): string {
    return this.#client.user.nick;
  }

  fold(name: string): string {
    return this.#client.caseLower(name);
  }

  has(capability: string): boolean {
    return this.#client.network.cap.isEnabled(capability);
  }

  /** By which means the server lets a channel be moderated. */
  get abilities(): Abilities {
    const { options } = this.#client.network;
    return {
      lists: options.CHANMODES?.[0] ?? 'b',
      statuses: options.PREFIX?.map(({ mode }) => mode).join('') ?? 'ov',
      extbans: options.EXTBAN ?? '',
      modes: Math.max(1, Math.min(Number(options.MODES) || 3, 6)),
      redacts: this.has('draft/message-redaction'),
    };
  }

  /** The server has welcomed us. */
  get registered(): boolean {
    return this.#registered;
  }

  write(line: string): void {
    this.#client.raw(line);
  }

  /** Leaves the connection to the next relay, where somebody holds it for that. Gives whether it did. */
  async leave(): Promise<boolean> {
    const { leave } = this.#connection;
    if (!leave || !this.#registered) return false;
    this.#verdict ??= { why: 'left', refused: false };
    leave();
    await this.ended;
    return true;
  }

  /** Says goodbye and waits for the server to close, at most `grace` milliseconds. */
  async quit(message: string, grace: number): Promise<void> {
    this.#verdict ??= { why: 'left', refused: false };
    if (this.#registered) this.write(`QUIT :${message}`);
    else this.#connection.close(true);
    const late = setTimeout(() => this.#connection.close(true), grace);
    await this.ended;
    clearTimeout(late);
  }

  #listen(): void {
    const client = this.#client;
    client.on('raw', ({ from_server }) => from_server && this.#watchdog.heard());
    client.on('loggedin', () => {
      this.#loggedIn = true;
    });
    client.on('sasl failed', ({ reason }) => {
      this.write('QUIT :I cannot log in');
      this.#destroy(saslEnd(reason));
    });
    client.on('registered', () => this.#onRegistered());
    client.on('nick in use', () => this.#tryNextNick());
    client.on('nick invalid', ({ nick }) => {
      if (!this.#registered)
        this.#destroy({ why: `the network does not take the nick ${nick}`, refused: true });
    });
    client.on('join', ({ nick, channel = '' }) => this.#isMe(nick) && this.#onJoined(channel));
    client.on('part', ({ nick, channel = '' }) => this.#isMe(nick) && this.channels.onLeft(channel));
    client.on('kick', ({ kicked, channel = '' }) => this.#isMe(kicked) && this.channels.onLeft(channel));
    client.on('privmsg', event => this.#onMessage(event, false));
    client.on('action', event => this.#onMessage(event, true));
    client.on('pong', ({ message = '' }) => this.#options.onPong(message));
    client.on('ctcp request', event => this.#onCtcp(event));
    client.on('irc error', event => this.#onRefusal(event));
    client.on('unknown command', event => this.#onRefusal(event));
    client.on('socket close', error => this.#onClose(error));
  }

  #isMe(nick: string | undefined): boolean {
    return nick !== undefined && this.#client.caseLower(nick) === this.#client.caseLower(this.nick);
  }

  #onRegistered(): void {
    const { network, onReady } = this.#options;
    if (network.sasl && !this.#loggedIn) {
      this.#destroy(saslEnd('capability_missing'));
      return;
    }
    this.#registered = true;
    if (network.recover && this.nick !== network.nick)
      this.#options.command(`PRIVMSG NickServ :${network.recover.toUpperCase()} ${network.nick}`);
    this.channels.joinAll();
    onReady();
  }

  /** Who is in the channels was told to the relay before. */
  #onResumed(): void {
    for (const channel of this.channels.joined) this.#options.command(`NAMES ${channel}`);
  }

  #tryNextNick(): void {
    if (this.#registered) return;
    const nick = this.#variants.shift();
    if (nick === undefined) this.#destroy({ why: 'every nick tried is taken', refused: true });
    else this.write(`NICK ${nick}`);
  }

  #onJoined(channel: string): void {
    this.channels.onJoined(channel);
    this.#options.onJoined();
  }

  #onMessage(event: IrcEvent, action: boolean): void {
    const { cap } = this.#client.network;
    if (event.target && this.#isMe(event.nick)) {
      const { msgid, label } = event.tags ?? {};
      if (msgid) this.#options.onEcho(event.target, msgid, label);
      return;
    }
    const own = {
      isMe: (nick: string) => this.#isMe(nick),
      isChannel: (name: string) => this.#client.network.isChannelName(name),
    };
    const line = heardLine(event, own, action);
    if (!line) return;
    const account =
      (cap.isEnabled('account-tag') ? event.account : this.#accounts.get(line.name)) || undefined;
    const place = line.direct ? line.place : this.#client.caseLower(line.place);
    const rank = line.direct ? undefined : this.#ranks.of(line.place, line.name);
    const role = rank && { role: rank === 'operator' ? ('moderator' as const) : ('member' as const) };
    this.#options.onLine({ ...line, place, ...role, ...(account !== undefined && { account }) });
  }

  #onCtcp(event: IrcEvent): void {
    if (!event.nick || this.#isMe(event.nick) || !this.#isMe(event.target)) return;
    const line = ctcpAnswer(event, this.#options.version);
    if (line !== undefined) this.#options.command(line);
  }

  #onRefusal(event: IrcEvent): void {
    if (event.channel && event.error !== undefined && NOT_DONE.has(event.error))
      this.#options.onNotSent(event.channel, event.reason ?? event.error);
    this.#verdict ??= endOf(event);
    const channel = refusedChannel(event);
    if (channel !== undefined) this.channels.onLeft(channel);
  }

  #destroy(verdict: SessionEnd): void {
    this.#verdict ??= verdict;
    this.#connection.close(true);
  }

  #onClose(error: unknown): void {
    this.#watchdog.close();
    this.channels.close();
    this.#client.removeAllListeners();
    this.#registered = false;
    const why = error instanceof Error ? error.message : 'the connection was lost';
    this.#end.resolve(this.#verdict ?? { why, refused: false });
  }
}
