import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';

/** The publishers of the whole web in one process, on every address of this machine. The first part of a path says how it is. */
const LARGE = Buffer.alloc(1_000_000, ' ');
const BOMB = gzipSync(Buffer.alloc(200_000_000));
const SLOW_MS = 10_000;

/** New items that a feed with news has each time, and how often each was asked. */
const NEWS = 2;
const asked = new Map<string, number>();

function rss(feed: string, newest: number): string {
  const items = Array.from({ length: 20 }, (_, index) => {
    const guid = newest - index;
    const text =
      `<p>${feed} ${guid}: ${'Words of a paragraph that says something. '.repeat(20)}</p>`.replaceAll(
        '<',
        '&lt;',
      );
    return `<item><guid isPermaLink="false">${guid}</guid><title>Item ${guid} of ${feed}</title><description>${text}</description></item>`;
  });
  return `<rss version="2.0"><channel><title>A feed</title>${items.join('')}</channel></rss>`;
}

function feed(request: IncomingMessage, response: ServerResponse, newest: number): void {
  const etag = `"${newest}"`;
  const headers = { etag, 'content-type': 'application/rss+xml' };
  if (request.headers['if-none-match'] === etag) response.writeHead(304, headers).end();
  else response.writeHead(200, headers).end(rss(nameOf(request), newest));
}

function nameOf(request: IncomingMessage): string {
  return `${request.headers.host}${request.url}`;
}

function withNews(request: IncomingMessage, response: ServerResponse): void {
  const times = (asked.get(nameOf(request)) ?? 0) + 1;
  asked.set(nameOf(request), times);
  feed(request, response, 20 + times * NEWS);
}

function* twentyMegabytes(): Generator<Buffer> {
  for (let megabyte = 0; megabyte < 20; megabyte++) yield LARGE;
}

const KINDS: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  steady: (request, response) => feed(request, response, 20),
  new: withNews,
  slow: (request, response) => void setTimeout(() => feed(request, response, 20), SLOW_MS),
  busy: (_request, response) => response.writeHead(429, { 'retry-after': '1' }).end(),
  broken: (_request, response) => response.writeHead(500).end('<h1>Error</h1>'),
  loop: (request, response) => response.writeHead(302, { location: request.url }).end(),
  large: (_request, response) => void pipeline(twentyMegabytes, response).catch(() => {}),
  bomb: (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB),
  hung: () => {},
};

const server = createServer((request, response) => KINDS[request.url!.split('/')[1]!]!(request, response));
server.listen(0, '0.0.0.0', () => process.send?.(server.address()));
