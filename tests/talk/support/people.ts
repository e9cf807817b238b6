import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { joinAs } from '../../irc/support/person.ts';
import type { TwitchServer } from '../../relay/support/twitch-server.ts';

/** A line as somebody sees it. */
export interface Seen {
  readonly name: string;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** One who takes part in the talk, wherever they are. */
export interface Talker {
  readonly name: string;
  /** What they have seen of others, in its order. */
  readonly seen: readonly Seen[];
  /** Resolves when it is said: acknowledged where the place does so. */
  say(text: string): Promise<void>;
}

/** Somebody in a channel of an IRC server. */
export async function onIrc(t: TestContext, port: number, name: string, channel: string): Promise<Talker> {
  const person = await joinAs(t, port, name, channel);
  const seen: Seen[] = [];
  let pings = 0;
  const answer = person.onLine;
  person.onLine = line => {
    answer(line);
    const [, nick = '', text] = /^(?:@\S+ )?:([^! ]+)\S* PRIVMSG #\S+ :(.*)$/.exec(line) ?? [];
    if (text !== undefined) seen.push({ ...toldBy(nick, plain(text)), at: Date.now() });
  };
  return {
    name,
    seen,
    async say(text) {
      person.say(channel, text);
      person.send(`PING :said${++pings}`);
      await person.sees(new RegExp(`PONG .*said${pings}$`));
    },
  };
}

/** What the relay tells of another room names its sender before the text. */
function toldBy(nick: string, text: string): Omit<Seen, 'at'> {
  const [, name, said] = /^<([^>]+)> (.*)$/.exec(text) ?? [];
  return nick === 'croft' && name !== undefined ? { name, text: said! } : { name: nick, text };
}

/** Without colours and unseen signs. */
function plain(text: string): string {
  return text.replace(/\x03\d{0,2}|[\x02\u200b]/g, '');
}

/** Somebody whom Twitch knows. They are heard when the relay is in the channel, and see what is said through the API. */
export function onTwitch(server: TwitchServer, name: string, id: string): Talker {
  return {
    name,
    get seen() {
      return server.sent.map(({ text, at }) => {
        const [, who, said] = /^([^:@ ]+): (.*)$/.exec(text.replaceAll('\u200b', '')) ?? [];
        return who === undefined ? { name: 'croft', text, at } : { name: who, text: said!, at };
      });
    },
    async say(text) {
      await server.present();
      server.say(text, { 'user-id': id, 'display-name': name });
    },
  };
}

interface Frame {
  id?: number;
  done?: object;
  error?: { code: string; message: string };
  hello?: object;
  messages?: { number: number; change: number; name: string; html: string; deleted?: boolean }[];
}

const AGAIN = new Set(['unavailable', 'deadline', 'rate_limited']);

/** A page's script as it is in a room: it comes again with the change that it has, and says again what was not acknowledged. */
export function onWeb(
  t: TestContext,
  address: string,
  name: string,
  headers: Record<string, string>,
): Talker & { readonly numbers: readonly number[]; readonly lines: number } {
  const unsaid = new Map<number, { text: string; done: () => void; refused: (why: Error) => void }>();
  const seen: Seen[] = [];
  const numbers: number[] = [];
  const over = new AbortController();
  t.after(() => over.abort());
  let [since, ids, lines] = [0, 0, 0];
  let socket: WebSocket | undefined;
  let ready = false;
  const take = (frame: Frame) => {
    if (frame.hello) {
      lines++;
      ready = true;
      for (const { text } of unsaid.values()) socket!.send(text);
    }
    const own = frame.id === undefined ? undefined : unsaid.get(frame.id);
    if (own && frame.done) {
      unsaid.delete(frame.id!);
      own.done();
    }
    // Refused for now: it is said again, as it would be after a lost connection.
    if (own && frame.error && AGAIN.has(frame.error.code))
      setTimeout(() => ready && socket!.send(own.text), 1_000);
    else if (own && frame.error) own.refused(new Error(frame.error.message));
    for (const { number, change, name: who, html } of frame.messages ?? []) {
      since = change;
      if (numbers.includes(number)) continue;
      numbers.push(number);
      seen.push({
        name: who,
        text: html
          .replace(/<[^>]*>/g, '')
          .replaceAll('\u200b', '')
          .trim(),
        at: Date.now(),
      });
    }
  };
  const run = async () => {
    while (!over.signal.aborted) {
      socket = new WebSocket(`${address}&since=${since}`, { headers });
      socket.on('error', () => {});
      socket.on('message', data => take(JSON.parse(String(data)) as Frame));
      const gone = once(socket, 'close').catch(() => {});
      over.signal.addEventListener('abort', () => socket?.terminate(), { once: true });
      await gone;
      ready = false;
      await sleep(100);
    }
  };
  void run();
  return {
    name,
    seen,
    numbers,
    get lines() {
      return lines;
    },
    say: text =>
      new Promise((resolve, reject) => {
        const frame = JSON.stringify({ id: ++ids, do: 'say', text, nonce: `${name}${ids}` });
        unsaid.set(ids, { text: frame, done: resolve, refused: reject });
        if (ready) socket!.send(frame);
      }),
  };
}
