import { createServer } from 'node:http';

/**
 * A publisher in a process of its own, so that its work is not counted, on every address of this machine: a feed at every
 * path, 304 for who has it.
 */
const items = Array.from(
  { length: 20 },
  (_, index) =>
    `<item><guid>${index}</guid><title>Item ${index}</title><description>Text</description></item>`,
);
const body = `<rss version="2.0"><channel><title>A feed</title>${items.join('')}</channel></rss>`;
const etag = '"one"';

const server = createServer((request, response) => {
  const headers = { etag, connection: 'close', 'content-type': 'application/rss+xml' };
  if (request.headers['if-none-match'] === etag) response.writeHead(304, headers).end();
  else response.writeHead(200, headers).end(body);
});
server.listen(0, '0.0.0.0', () => process.send?.(server.address()));
