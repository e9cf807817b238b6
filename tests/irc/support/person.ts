import { once } from 'node:events';
import net, { type Socket } from 'node:net';
import type { TestContext } from 'node:test';

/** How long a test waits for a line before it fails, in milliseconds. */
const PATIENCE = 30_000;

/** One side of an IRC connection, by hand: sends lines and waits for lines. */
export class Person {
  readonly lines: string[] = [];
  /** Told of every line as it comes. */
  onLine: (line: string) => void = line => {
    if (line.startsWith('PING')) this.send(line.replace('PING', 'PONG'));
  };
  readonly #socket: Socket;
  readonly #waiting = new Set<() => void>();

  constructor(socket: Socket) {
    this.#socket = socket;
    let pending = '';
    socket.setEncoding('utf8');
    socket.on('error', () => {});
    socket.on('data', (data: string) => {
      const parts = (pending + data).split('\r\n');
      pending = parts.pop()!;
      for (const line of parts) this.#take(line);
    });
  }

  say(target: string, text: string): void {
    this.send(`PRIVMSG ${target} :${text}`);
  }

  send(line: string): void {
    this.#socket.write(`${line}\r\n`);
  }

  /** The first line from number `from` on that fits; waits for it, so many milliseconds. */
  async sees(pattern: RegExp, from = 0, patience = PATIENCE): Promise<string> {
    const late = AbortSignal.timeout(patience);
    for (;;) {
      const line = this.lines.slice(from).find(one => pattern.test(one));
      if (line !== undefined) return line;
      if (late.aborted)
        throw new Error(`No line like ${pattern} came. Lines:\n${this.lines.slice(-20).join('\n')}`);
      await new Promise<void>(resolve => {
        this.#waiting.add(resolve);
        late.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  #take(line: string): void {
    this.lines.push(line);
    this.onLine(line);
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

/** A person who has joined a channel; leaves when the test ends. */
export async function joinAs(
  t: TestContext,
  port: number,
  nick: string,
  channel: string,
  /** Where they come from, as the server sees it. */
  localAddress = '127.0.0.1',
): Promise<Person> {
  const socket = net.connect({ port, host: '127.0.0.1', localAddress });
  t.after(() => socket.destroy());
  await once(socket, 'connect');
  const person = new Person(socket);
  person.send(`NICK ${nick}`);
  person.send(`USER ${nick} 0 * :${nick}`);
  await person.sees(/ 001 /);
  person.send(`JOIN ${channel}`);
  await person.sees(/ 366 /);
  return person;
}
