import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { reasonOf, testApi } from '../../testing/context.ts';
import { fetchMedia } from './fetch-media.ts';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

test('a file is fetched from its address and kept; what is no media or not there is refused', async t => {
  const api = await testApi(t);
  const server = createServer((request, response) => {
    if (request.url === '/a%20b.gif') response.end(GIF);
    else if (request.url === '/page')
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>no</p>');
    else response.writeHead(404).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  assert.match((await fetchMedia(api, { url: `${base}/a%20b.gif` })).path, /^\/media\/..\/[0-9a-f]+\.gif$/);
  assert.equal(await reasonOf(fetchMedia(api, { url: `${base}/page` })), 'media_type');
  assert.equal(await reasonOf(fetchMedia(api, { url: `${base}/gone.gif` })), 'not_found');
  server.closeAllConnections();
  server.close();
  assert.equal(await reasonOf(fetchMedia(api, { url: `${base}/a%20b.gif?2` })), 'unavailable');
});
