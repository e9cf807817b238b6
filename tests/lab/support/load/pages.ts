import { type ClientHttp2Session, connect } from 'node:http2';
import { Agent, request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { count, type Load } from './report.ts';

const KEPT = 4;
const NEW = 2;
const SESSIONS = 2;
const REST_MS = 120;
/** Of every service that answers visitors. */
const PATHS = [
  '/',
  '/archive',
  '/feed.xml',
  '/reading',
  '/rooms',
  '/bot/about',
  '/api/v1/posts',
  '/api/v1/reader/items',
];

/** Asks for pages without pause: over kept connections, over new ones, and over HTTP/2. */
export function askForPages(load: Load): Promise<void>[] {
  const { host: servername } = load;
  const kept = new Agent({ keepAlive: true, maxSockets: KEPT, rejectUnauthorized: false, servername });
  const single = () => new Agent({ keepAlive: false, rejectUnauthorized: false, servername });
  return [
    ...Array.from({ length: KEPT }, (_, index) => ask(load, kept, 'kept', index)),
    ...Array.from({ length: NEW }, (_, index) => ask(load, single(), 'new', index)),
    ...Array.from({ length: SESSIONS }, (_, index) => askOverHttp2(load, index)),
  ];
}

async function ask(load: Load, agent: Agent, way: 'kept' | 'new', first: number): Promise<void> {
  for (let turn = first; !load.over; turn++) {
    const path = PATHS[turn % PATHS.length]!;
    await count(load, way, path, () => get(load, agent, path));
    await sleep(REST_MS);
  }
}

function get({ address, host }: Load, agent: Agent, path: string): Promise<string | undefined> {
  return new Promise(resolve => {
    const asked = request({ host: address, path, agent, headers: { host } }, response => {
      response.on('error', error => resolve(`cut off: ${error.message}`));
      response.on('end', () =>
        resolve(response.statusCode === 200 ? undefined : `status ${response.statusCode}`),
      );
      response.resume();
    });
    asked.on('error', error => resolve((error as NodeJS.ErrnoException).code ?? error.message));
    asked.end();
  });
}

async function askOverHttp2(load: Load, first: number): Promise<void> {
  const { address, host } = load;
  let session: ClientHttp2Session | undefined;
  for (let turn = first; !load.over; turn++) {
    if (session === undefined || session.closed || session.destroyed) {
      session = connect(`https://${address}`, { rejectUnauthorized: false, servername: host });
      session.on('error', () => {}); // its streams fail, and are counted
      load.report.http2++;
    }
    const open = session;
    const path = PATHS[turn % PATHS.length]!;
    await count(load, 'http2', path, () => getStream(open, path, host));
    await sleep(REST_MS);
  }
  session?.destroy();
}

function getStream(session: ClientHttp2Session, path: string, host: string): Promise<string | undefined> {
  return new Promise(resolve => {
    const stream = session.request({ ':path': path, ':authority': host });
    let status = 0;
    stream.on('response', headers => {
      status = Number(headers[':status']);
    });
    stream.on('error', error => resolve((error as NodeJS.ErrnoException).code ?? error.message));
    stream.on('close', () => resolve(status === 200 ? undefined : `status ${status}`));
    stream.resume();
    stream.end();
  });
}
