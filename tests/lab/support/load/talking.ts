import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Load } from './report.ts';
import { send } from './writing.ts';

const WATCHING = 2;
const GUESTS = ['Ann', 'Ben'];
const REST_MS = 250;
const SAY_MS = 3_000;
/** Close codes of RFC 6455 and its registry: going away, service restart. */
const COME_BACK = [1001, 1012];
/** Milliseconds in which everybody has what was said. */
const SETTLED_MS = 60_000;

interface Frame {
  id?: number;
  done?: object;
  hello?: object;
  messages?: { number: number; change: number; html: string }[];
}

/** WebSockets that only watch, and guests who talk in a room; gives a function that says what of it was lost. */
export async function talk(load: Load): Promise<{ ended: Promise<unknown>; lost(): Promise<string[]> }> {
  const room = JSON.stringify({ name: 'hall', title: 'Hall', bot: false });
  const made = await send(load, 'POST', '/api/v1/chat/rooms', room);
  if (typeof made === 'string' || ![201, 409].includes(made.status))
    throw new Error(`The room is not made: ${typeof made === 'string' ? made : made.body}`);
  const cookies = await Promise.all(GUESTS.map(name => nameOf(load, name)));
  const guests = cookies.map((cookie, index) => new Guest(load, `${GUESTS[index]}`, cookie));
  const watching = Array.from({ length: WATCHING }, () => keepOpen(load, '/api/v1/bot/socket', {}, () => {}));
  return {
    ended: Promise.all(watching),
    async lost() {
      const deadline = performance.now() + SETTLED_MS;
      const said = guests.flatMap(guest => guest.acknowledged);
      const missing = (guest: Guest) => said.filter(text => !guest.got.includes(text));
      while (guests.some(guest => missing(guest).length > 0) && performance.now() < deadline)
        await sleep(100);
      for (const guest of guests) guest.leave();
      return guests.flatMap(guest => [
        ...missing(guest).map(text => `${guest.name} has not got ${text}`),
        ...(new Set(guest.got).size < guest.got.length ? [`${guest.name} has got a line twice`] : []),
        ...(guest.numbers.some((number, index) => index > 0 && number <= guest.numbers[index - 1]!)
          ? [`${guest.name} has got lines out of order`]
          : []),
      ]);
    },
  };
}

async function nameOf(load: Load, name: string): Promise<string> {
  const body = JSON.stringify({ name: `${name}${process.pid}` });
  const taken = await send(load, 'POST', '/api/v1/chat/me', body, { origin: `https://${load.host}` });
  if (typeof taken === 'string' || taken.cookie === undefined) throw new Error('No name could be taken.');
  return taken.cookie;
}

/** As the page's script: it comes again with the change that it has, and says again what was not acknowledged. */
class Guest {
  readonly name: string;
  readonly acknowledged: string[] = [];
  readonly got: string[] = [];
  readonly numbers: number[] = [];
  readonly #unsaid = new Map<number, string>();
  #since = 0;
  #socket: WebSocket | undefined;
  #left = false;

  constructor(load: Load, name: string, cookie: string) {
    this.name = name;
    const path = () => `/api/v1/chat/socket?room=hall&since=${this.#since}`;
    const headers = { cookie, origin: `https://${load.host}` };
    void keepOpen(
      load,
      path,
      headers,
      socket => this.#take(load, socket),
      () => this.#left,
    );
    void this.#say(load);
  }

  leave(): void {
    this.#left = true;
    this.#socket?.close(1001);
  }

  #take(load: Load, socket: WebSocket): void {
    socket.on('message', data => {
      const frame = JSON.parse(String(data)) as Frame;
      if (frame.hello) {
        this.#socket = socket;
        for (const text of this.#unsaid.values()) socket.send(text);
      }
      const waiting = frame.done && frame.id !== undefined ? this.#unsaid.get(frame.id) : undefined;
      if (waiting !== undefined) {
        this.#unsaid.delete(frame.id!);
        this.acknowledged.push((JSON.parse(waiting) as { text: string }).text);
        load.report.acknowledged++;
      }
      for (const { number, change, html } of frame.messages ?? []) {
        this.#since = change;
        this.numbers.push(number);
        this.got.push(html.replace(/<[^>]*>/g, ''));
      }
    });
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = undefined;
    });
  }

  async #say(load: Load): Promise<void> {
    for (let id = 1; !load.over; id++) {
      const text = `${this.name} ${process.pid} ${id}`;
      const frame = JSON.stringify({ id, do: 'say', text, nonce: text.replaceAll(' ', '-') });
      this.#unsaid.set(id, frame);
      this.#socket?.send(frame);
      await sleep(SAY_MS);
    }
  }
}

/** As a page's script does: whenever the line ends it comes again. */
async function keepOpen(
  load: Load,
  path: string | (() => string),
  headers: Record<string, string>,
  use: (socket: WebSocket) => void,
  over: () => boolean = () => load.over,
): Promise<void> {
  const { address, host } = load;
  while (!over()) {
    const at = typeof path === 'string' ? path : path();
    const options = { headers: { host, ...headers }, servername: host, rejectUnauthorized: false };
    const socket = new WebSocket(`wss://${address}${at}`, options);
    use(socket);
    const ended = new Promise<string | undefined>(resolve => {
      socket.once('close', code => resolve(COME_BACK.includes(code) ? undefined : `code ${code}`));
      socket.once('error', error => resolve(error.message));
      socket.once('unexpected-response', (_request, { statusCode, headers }) =>
        resolve(`answered ${statusCode} with ${JSON.stringify(headers)}`),
      );
    });
    socket.once('open', () => {
      load.report.sockets++;
    });
    const beat = setInterval(() => over() && socket.close(1001), 100);
    const problem = await ended;
    clearInterval(beat);
    if (problem !== undefined && !over())
      load.report.broken.push(`${new Date().toISOString()} ${at.split('?')[0]}: ${problem}`);
    await sleep(REST_MS);
  }
}
