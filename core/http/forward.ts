import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type Duplex, Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dispatcher, Pool } from 'undici';
import { AppError } from '../errors.ts';
import { FrameGate } from './frame-gate.ts';
import type { Http } from './http.ts';
import { addUpgrade } from './sockets.ts';

/** Headers that belong to one connection (RFC 9110, section 7.6.1) and are not passed on. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'host',
]);

/** A draining service closes connections idle for 1 s; ours are given up well before, so that none is cut as it is used. */
const IDLE_MS = 400;
const RETRY_MS = 5_000;
/** Milliseconds for the answer to a large body, which may come slowly. */
const LARGE_MS = 86_400_000;

export interface ForwardOptions {
  /** The service's name, for messages. */
  service: string;
  /** Public path prefixes, as in its contract; an empty one is everything. */
  paths: readonly string[];
  /** Opens a connection to its HTTP listener, wherever it is now. */
  connect: () => Promise<Socket>;
}

/**
 * Passes a service's public paths on to it, bodies streamed both ways, WebSockets too. A request that cannot have run (it never
 * reached the service, or is safe to repeat) is tried again while the service restarts.
 */
export async function forward(http: Http, options: ForwardOptions): Promise<void> {
  let pool: Promise<Pool> | undefined;
  const connect = () => {
    pool ??= import('undici').then(
      ({ Pool }) =>
        new Pool('http://service', {
          connect: (_options, done) => {
            options.connect().then(
              socket => done(null, socket),
              error => done(new NotReached(error), null),
            );
          },
          connections: 64,
          keepAliveTimeout: IDLE_MS,
          headersTimeout: 30_000,
          bodyTimeout: 60_000,
        }),
    );
    return pool;
  };
  await http.register(async child => {
    child.removeAllContentTypeParsers();
    child.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    for (const path of options.paths) {
      const handler = async (request: FastifyRequest, reply: FastifyReply) =>
        pass(await connect(), options.service, request, reply);
      // How long a body may take is the service's to say.
      const config = { largeBody: true } as const;
      child.all(path || '/', { config }, handler);
      child.all(`${path}/*`, { config }, handler);
      addUpgrade(http, `${path}/`, (request, socket, head) =>
        passUpgrade(http, options, request, socket, head),
      );
    }
    child.addHook('onClose', async () => (await pool)?.destroy());
  });
}

async function pass(
  pool: Pool,
  service: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const payload = (request.body ?? null) as Readable | null;
  const method = request.method as Dispatcher.HttpMethod;
  const repeatable = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  const until = performance.now() + RETRY_MS;
  for (let attempt = 0; ; attempt++) {
    try {
      const body = payload && untouched(payload);
      const headers = passedHeaders(request);
      const headersTimeout = isLarge(request) ? LARGE_MS : undefined;
      const answer = await pool.request({ method, path: request.url, headers, body, headersTimeout });
      for (const [name, value] of Object.entries(answer.headers)) {
        if (value !== undefined && !HOP_BY_HOP.has(name)) reply.header(name, value);
      }
      return reply
        .code(answer.statusCode)
        .serializer((payload: unknown) => payload as string)
        .send(answer.body);
    } catch (error) {
      const again =
        (error instanceof NotReached || (repeatable && payload === null)) && performance.now() < until;
      if (!again)
        throw new AppError('unavailable', `The service "${service}" does not answer right now.`, {
          cause: error,
          retryAfter: 2,
        });
      await pause(attempt);
    }
  }
}

/** Milliseconds between attempts grow from 20 to 500. */
function pause(attempt: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, Math.min(500, 20 * 2 ** attempt)));
}

/** A body for one attempt: what it comes from is read, or destroyed with it, only once there is a connection. */
function untouched(payload: Readable): Readable {
  return Readable.from(payload[Symbol.asyncIterator](), { objectMode: false });
}

/** The time for an answer includes that in which the body is sent. */
function isLarge({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 1_000_000;
}

const openGates = new WeakMap<object, Set<FrameGate>>();

function gatesOf(http: Http): Set<FrameGate> {
  const gates = openGates.get(http.server) ?? new Set();
  openGates.set(http.server, gates);
  return gates;
}

/** Tells the clients of WebSockets that this server passes on to come again, which is to another process. */
export function endForwardedSockets(http: Http): void {
  for (const gate of gatesOf(http)) gate.endBetweenFrames();
}

/** No connection was made: not a byte of the request was sent. */
class NotReached extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}

function passedHeaders(request: FastifyRequest): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined && !HOP_BY_HOP.has(name)) headers[name] = value;
  headers['host'] = request.host;
  headers['x-forwarded-for'] = request.ip;
  headers['x-forwarded-proto'] = request.protocol;
  headers['traceparent'] = request.call.traceparent!;
  return headers;
}

/** A connection for whoever waits at this socket, made again while the service restarts. Throws when it does not come back. */
async function reach(connect: () => Promise<Socket>, waiting: Duplex): Promise<Socket> {
  const until = performance.now() + RETRY_MS;
  for (let attempt = 0; ; attempt++) {
    try {
      return await connect();
    } catch (error) {
      if (waiting.destroyed || performance.now() >= until) throw error;
      await pause(attempt);
    }
  }
}

/** Joins an upgraded connection to the service byte by byte. */
async function passUpgrade(
  http: Http,
  { service, connect }: ForwardOptions,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  const address = http.addressOf(request);
  let upstream: Socket;
  try {
    upstream = await reach(connect, socket);
  } catch (err) {
    if (!socket.destroyed) http.log.warn({ err }, `no connection to "${service}" for a WebSocket`);
    socket.end(
      'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n',
    );
    return;
  }
  upstream.once('error', () => socket.destroy());
  upstream.once('close', () => socket.destroy());
  socket.once('close', () => upstream.destroy());
  if (socket.destroyed) return void upstream.destroy();
  const lines = [`${request.method} ${request.url} HTTP/1.1`];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index]!;
    if (!/^x-forwarded-/i.test(name)) lines.push(`${name}: ${request.rawHeaders[index + 1]}`);
  }
  lines.push(`X-Forwarded-For: ${address}`, '', '');
  upstream.write(lines.join('\r\n'));
  upstream.write(head);
  const gate = new FrameGate();
  const gates = gatesOf(http);
  gates.add(gate);
  socket.once('close', () => gates.delete(gate));
  upstream.pipe(gate).pipe(socket);
  socket.pipe(upstream);
}
