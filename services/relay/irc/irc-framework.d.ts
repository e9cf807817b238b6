/** The parts of irc-framework 4 that the relay uses; the package has no types of its own. */
declare module 'irc-framework/src/client.js' {
  interface IrcEvent {
    /** Of a raw line: that it arrived, rather than left. */
    readonly from_server?: boolean;
    readonly nick?: string;
    readonly hostname?: string;
    readonly new_nick?: string;
    /** Of a list of names: everybody with the letters of their status. */
    readonly users?: readonly { readonly nick: string; readonly modes: readonly string[] }[];
    /** Of a change of modes. */
    readonly modes?: readonly { readonly mode: string; readonly param?: string | null }[];
    /** Of a channel, as the server tells them: `+nt`. */
    readonly raw_modes?: string;
    readonly kicked?: string;
    readonly channel?: string;
    readonly target?: string;
    /** The status sign of a message to part of a channel, such as the `@` of `@#channel`. */
    readonly group?: string;
    readonly message?: string;
    /** CTCP's command. */
    readonly type?: string | null;
    readonly account?: string | false;
    readonly time?: number;
    readonly tags?: Readonly<Record<string, string | undefined>>;
    readonly batch?: unknown;
    readonly error?: string;
    readonly reason?: string;
    /** A numeric or command that the library does not know. */
    readonly command?: string;
    readonly params?: readonly string[];
  }

  interface IrcClientOptions {
    nick: string;
    username: string;
    gecos: string;
    account?: { account: string; password: string } | Record<string, never>;
    version: string;
    auto_reconnect: boolean;
    ping_interval: number;
    ping_timeout: number;
    transport: new (options: never) => unknown;
    [own: string]: unknown;
  }

  export default class IrcClient {
    constructor(options: IrcClientOptions);
    connect(): void;
    on(event: string, listener: (event: IrcEvent) => void): this;
    removeAllListeners(): this;
    raw(line: string): void;
    requestCap(names: readonly string[]): void;
    caseLower(text: string): string;
    readonly user: { readonly nick: string };
    readonly network: {
      /** What the server has told of itself. */
      readonly options: Readonly<{
        CHANMODES?: readonly string[];
        PREFIX?: readonly { readonly mode: string }[];
        EXTBAN?: string;
        MODES?: string | number;
      }>;
      readonly cap: { isEnabled(name: string): boolean };
      isChannelName(name: string): boolean;
    };
  }

  export type { IrcClientOptions, IrcEvent };
}

declare module 'irc-framework/src/irclineparser.js' {
  /** Takes a line apart; never throws. */
  export default function parseLine(line: string): {
    readonly tags: Readonly<Record<string, string | undefined>>;
    readonly nick: string;
    readonly command: string;
    readonly params: readonly string[];
  };
}
