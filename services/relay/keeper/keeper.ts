import { chmodSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { KeptLine } from './kept-line.ts';
import { type Attach, HOLD, type Reply, type Request } from './protocol.ts';

/** Holds the relay's connections to IRC servers while the relay is started anew: `node keeper.ts SOCKET SUPERVISOR_PID`. */
const [path = '', supervisor = ''] = process.argv.slice(2);

const LOOK_EVERY = 500;

/** Milliseconds without a connection after which it ends. */
const IDLE = 30_000;

const kept = new Map<string, KeptLine>();
let usedAt = Date.now();

const server = createServer(client => {
  client.setEncoding('latin1');
  client.on('error', () => {});
  let first = '';
  const begin = (text: string) => {
    first += text;
    const end = first.indexOf('\n');
    if (end === -1) return;
    client.off('data', begin);
    take(client, JSON.parse(first.slice(0, end)) as Request, first.slice(end + 1));
  };
  client.on('data', begin);
});

function take(client: Socket, request: Request, rest: string): void {
  usedAt = Date.now();
  if (request.do === 'attach') attach(client, request, rest);
  else {
    kept.get(request.name)?.drop();
    client.end();
  }
}

function attach(client: Socket, request: Attach, rest: string): void {
  const { name, key } = request;
  const known = kept.get(name);
  if (known?.isReady && known.key === key) {
    reply(client, { held: known.attach(client) });
    pass(client, known, rest);
    return;
  }
  known?.drop();
  const made: KeptLine = new KeptLine(
    request,
    error => {
      if (error !== undefined) {
        reply(client, { error });
        client.end();
        return;
      }
      reply(client, { opened: true });
      made.attach(client);
      pass(client, made, rest);
    },
    () => {
      if (kept.get(name) === made) kept.delete(name);
      client.end();
    },
  );
  kept.set(name, made);
}

function pass(client: Socket, line: KeptLine, rest: string): void {
  if (rest !== '') line.send(rest);
  client.on('data', (text: string) => line.send(text));
}

function reply(client: Socket, message: Reply): void {
  client.write(`${JSON.stringify(message)}\n`, 'latin1');
}

/** Says goodbye everywhere, and ends. */
function end(words: string): void {
  for (const line of kept.values()) line.quit(words);
  server.close();
  setTimeout(() => process.exit(), kept.size > 0 ? 1_500 : 0);
}

const looking = setInterval(() => {
  const now = Date.now();
  for (const [name, line] of kept)
    if (line.leftAt !== undefined && now - line.leftAt > HOLD) {
      line.quit('Be back soon');
      kept.delete(name);
    }
  if (kept.size > 0) usedAt = now;
  if (isGone(Number(supervisor))) finish('Be back soon');
  else if (now - usedAt > IDLE) finish('');
}, LOOK_EVERY);

function finish(words: string): void {
  clearInterval(looking);
  end(words);
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

process.on('SIGTERM', () => finish('Be back soon'));
process.on('SIGINT', () => {}); // of a terminal: the supervisor ends first
// Of several that start, one has the socket.
server.on('error', () => process.exit(1));
server.listen(path, () => chmodSync(path, 0o600));
