import type { Socket } from 'node:net';
import { openSocket } from '../irc/open-socket.ts';
import type { Attach } from './protocol.ts';

/** Lines that are kept for a relay that is away; the oldest go first. */
const MOST_MISSED = 5_000;

/** Of a greeting, with all that a server says of itself. */
const MOST_RECORDED = 2_000;

/** Bytes after which a line that does not end is given up. */
const LONGEST = 16 * 1024;

/** What ends a server's greeting: the end of its message of the day, or that it has none. */
const GREETED = new Set(['376', '422']);

/**
 * A connection to an IRC server that outlives the relay. It notes what the next relay needs to know: the greeting, the channels
 * that it is in, its nick; and while no relay is there, it answers the server's PING and keeps what is said.
 */
export class KeptLine {
  readonly key: string;
  /** Of the last relay that left, in milliseconds since the epoch; undefined while one is there. */
  leftAt: number | undefined = Date.now();
  readonly #socket: Socket;
  #recorded: string[] = [];
  #missed: string[] = [];
  #greeted = false;
  #nick = '';
  #pending = '';
  #client: Socket | undefined;
  #unsent = '';

  /** `onOpen` is told when it is connected, or why it is not; `onClose` when it is over. */
  constructor(attach: Attach, onOpen: (error?: string) => void, onClose: () => void) {
    this.key = attach.key;
    const { socket, ready } = openSocket(attach);
    this.#socket = socket;
    let opened = false;
    socket.setNoDelay(true).setEncoding('latin1');
    socket.once(ready, () => {
      opened = true;
      onOpen();
    });
    socket.on('error', error => {
      if (!opened) onOpen(error.message);
      opened = true;
    });
    socket.on('data', (text: string) => this.#receive(text));
    socket.once('close', () => {
      this.#client?.end();
      onClose();
    });
  }

  /** Whether another relay can go on with it. */
  get isReady(): boolean {
    return this.#greeted && !this.#socket.destroyed;
  }

  /** Gives what a relay has to know, and from now on everything that comes. Whoever was there before is let go. */
  attach(client: Socket): { greeting: string; missed: string } {
    this.#client?.destroy();
    this.#client = client;
    this.#unsent = '';
    this.leftAt = undefined;
    client.on('close', () => {
      if (this.#client !== client) return;
      this.#client = undefined;
      this.leftAt = Date.now();
    });
    const missed = this.#missed;
    this.#missed = [];
    return { greeting: lines(this.#recorded), missed: lines(missed) };
  }

  /** Sends what the relay wrote, whole lines only: it may die amid one. */
  send(text: string): void {
    const parts = (this.#unsent + text).split('\n');
    this.#unsent = parts.pop()!;
    if (parts.length > 0) this.#socket.write(lines(parts.map(part => part.replace(/\r$/, ''))), 'latin1');
  }

  /** Says goodbye. */
  quit(words: string): void {
    this.#socket.write(`QUIT :${words}\r\n`);
    setTimeout(() => this.drop(), 1_000).unref();
  }

  drop(): void {
    this.#socket.destroy();
  }

  #receive(text: string): void {
    const parts = (this.#pending + text).split('\n');
    this.#pending = parts.pop()!;
    if (this.#pending.length > LONGEST) this.drop();
    const fresh = parts.map(part => part.replace(/\r$/, ''));
    for (const line of fresh) this.#note(line);
    if (this.#client) this.#client.write(lines(fresh), 'latin1');
    else for (const line of fresh) this.#keep(line);
  }

  #keep(line: string): void {
    if (/^PING /.test(line)) this.#socket.write(`${line.replace('PING', 'PONG')}\r\n`, 'latin1');
    else this.#missed.push(line);
    if (this.#missed.length > MOST_MISSED) this.#missed.shift();
  }

  #note(line: string): void {
    const [, prefix = '', command = '', first = '', second = ''] =
      /^(?:@\S+ )?(?::(\S+) )?(\S+)(?: :?(\S+))?(?: :?(\S+))?/.exec(line) ?? [];
    if (command === '001') this.#nick = first;
    const isOwn = prefix.split('!', 1)[0] === this.#nick && this.#nick !== '';
    const isKicked = command === 'KICK' && second === this.#nick;
    if (!this.#greeted) this.#record(line, command !== 'PING');
    else if ((isOwn && command === 'PART') || isKicked) this.#forgetJoin(first);
    else this.#record(line, (isOwn && (command === 'JOIN' || command === 'NICK')) || command === 'CAP');
    if (isOwn && command === 'NICK') this.#nick = first;
    if (GREETED.has(command)) this.#greeted = true;
  }

  #record(line: string, isWanted: boolean): void {
    if (isWanted && this.#recorded.length < MOST_RECORDED) this.#recorded.push(line);
  }

  #forgetJoin(channel: string): void {
    const folded = channel.toLowerCase();
    this.#recorded = this.#recorded.filter(line => {
      const [, joined] = /^(?:@\S+ )?:\S+ JOIN :?(\S+)/.exec(line) ?? [];
      return joined?.toLowerCase() !== folded;
    });
  }
}

function lines(parts: readonly string[]): string {
  return parts.map(part => `${part}\r\n`).join('');
}
