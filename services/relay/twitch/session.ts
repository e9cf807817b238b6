import parseLine from 'irc-framework/src/irclineparser.js';
import type { TwitchNetwork } from '../config/twitch.ts';
import { LineTransport } from '../irc/line-transport.ts';
import { openSocket } from '../irc/open-socket.ts';
import { type SessionTimes, Watchdog } from '../irc/watchdog.ts';
import type { ChatLine } from './chat-line.ts';

export interface TwitchSessionOptions {
  readonly settings: TwitchNetwork;
  readonly times: SessionTimes;
  /** Nobody: the chat can be read without an account. */
  readonly login: { readonly name: string; readonly token: string } | undefined;
  onReady(): void;
  onLine(line: ChatLine): void;
  onBadLine(error: unknown): void;
}

export interface TwitchEnd {
  readonly why: string;
  /** The token was not taken. */
  readonly token?: boolean;
  /** Twitch wants us to come again at once. */
  readonly again?: boolean;
}

/** Channels that may be joined within ten seconds. */
const JOINS = 15;
const JOINS_EVERY = 10_500;

/** One connection to Twitch's chat servers (https://dev.twitch.tv/docs/chat/irc/), for reading only. */
export class TwitchSession {
  readonly ended: Promise<TwitchEnd>;
  readonly #options: TwitchSessionOptions;
  readonly #transport: LineTransport;
  readonly #watchdog: Watchdog;
  readonly #end = Promise.withResolvers<TwitchEnd>();
  readonly #timers: NodeJS.Timeout[] = [];
  #verdict: TwitchEnd | undefined;
  #registered = false;

  constructor(options: TwitchSessionOptions) {
    const { settings, times, onBadLine } = options;
    this.#options = options;
    this.ended = this.#end.promise;
    this.#transport = new LineTransport({ openSocket: () => openSocket(settings.chat), onBadLine });
    this.#transport.on('open', () => this.#greet());
    this.#transport.on('line', (line: string) => this.#take(line));
    this.#transport.on('close', (error: unknown) => this.#onClose(error));
    this.#transport.connect();
    this.#watchdog = new Watchdog(times, {
      isRegistered: () => this.#registered,
      ping: () => this.#transport.writeLine('PING :croft'),
      regainNick: () => {},
      giveUp: why => this.close({ why }),
    });
  }

  close(verdict: TwitchEnd): void {
    this.#verdict ??= verdict;
    this.#transport.close(true);
  }

  #greet(): void {
    const { login } = this.#options;
    this.#transport.writeLine('CAP REQ :twitch.tv/tags twitch.tv/commands');
    if (login) this.#transport.writeLine(`PASS oauth:${login.token}`);
    this.#transport.writeLine(
      `NICK ${login?.name ?? `justinfan${Math.floor(Math.random() * 80_000 + 1_000)}`}`,
    );
  }

  #take(text: string): void {
    this.#watchdog.heard();
    const line = parseLine(text);
    switch (line.command) {
      case 'PING':
        this.#transport.writeLine(`PONG :${line.params[0] ?? ''}`);
        break;
      case '001':
        this.#registered = true;
        this.#join();
        this.#options.onReady();
        break;
      case 'RECONNECT':
        this.close({ why: 'Twitch asked to connect again', again: true });
        break;
      case 'NOTICE':
        if (
          /^(Login authentication failed|Improperly formatted auth|Login unsuccessful)/i.test(
            line.params[1] ?? '',
          )
        )
          this.close({ why: 'Twitch does not take the token', token: true });
        else this.#options.onLine(line);
        break;
      default:
        this.#options.onLine(line);
    }
  }

  #join(): void {
    const { channels } = this.#options.settings;
    for (let from = 0; from < channels.length; from += JOINS) {
      const join = () => this.#transport.writeLine(`JOIN ${channels.slice(from, from + JOINS).join(',')}`);
      if (from === 0) join();
      else this.#timers.push(setTimeout(join, (from / JOINS) * JOINS_EVERY));
    }
  }

  #onClose(error: unknown): void {
    this.#watchdog.close();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#transport.removeAllListeners();
    const why = error instanceof Error ? error.message : 'the connection was lost';
    this.#end.resolve(this.#verdict ?? { why });
  }
}
