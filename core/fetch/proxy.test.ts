import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import net from 'node:net';
import { type TestContext, test } from 'node:test';
import { failsWith, listen, serve, testFetcher } from './_test-server.ts';

/** A proxy that makes every tunnel end at `target`, and notes what it was asked for. */
async function proxyTo(t: TestContext, target: string) {
  const asked: { to: string | undefined; authorization: string | undefined }[] = [];
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request, socket) => {
    asked.push({ to: request.url, authorization: request.headers['proxy-authorization'] });
    if (request.url?.startsWith('refused.')) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const { port } = new URL(target);
    const onward = net.connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    t.after(() => socket.destroy());
  });
  return { asked, url: `http://127.0.0.1:${await listen(t, server)}` };
}

const nobodyLooks = { lookup: () => assert.fail('the name is for the proxy to look up') };

test('a fetch through a proxy tells it the host and its password, and the host nothing of it', async t => {
  const seen: unknown[] = [];
  const origin = await serve(t, (request, response) => {
    seen.push([request.headers.host, request.headers['proxy-authorization']]);
    if (request.url === '/') response.writeHead(302, { location: 'http://b.example/there' }).end();
    else response.end('here');
  });
  const proxy = await proxyTo(t, origin);
  const fetcher = testFetcher(t, nobodyLooks);
  const withPassword = proxy.url.replace('http://', 'http://me:p%40ss@');
  const { status, url, text } = await fetcher.fetch('http://a.example/', { proxy: withPassword });
  assert.deepEqual([status, url, text()], [200, 'http://b.example/there', 'here']);
  const authorization = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
  assert.deepEqual(proxy.asked, [
    { to: 'a.example:80', authorization },
    { to: 'b.example:80', authorization },
  ]);
  assert.deepEqual(seen, [
    ['a.example', undefined],
    ['b.example', undefined],
  ]);
});

test('a proxy is no way around the rules: inner addresses are refused, as target, as redirect and as proxy', async t => {
  const origin = await serve(t, (_request, response) =>
    response.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
  );
  const proxy = await proxyTo(t, origin);
  const fetcher = testFetcher(t, nobodyLooks);
  const through = { proxy: proxy.url };
  await assert.rejects(fetcher.fetch('http://10.0.0.1/', through), failsWith('blocked_address'));
  await assert.rejects(fetcher.fetch('http://1.1.1.1:25/', through), failsWith('blocked_address'));
  assert.deepEqual(proxy.asked, []);
  await assert.rejects(fetcher.fetch('http://a.example/', through), failsWith('blocked_address'));
  const outside = { proxy: 'http://10.0.0.1:8080' };
  await assert.rejects(fetcher.fetch('http://a.example/', outside), failsWith('blocked_address'));
  await assert.rejects(
    fetcher.fetch('http://a.example/', { proxy: 'socks5://1.1.1.1' }),
    failsWith('bad_url'),
  );
  const inner = testFetcher(t, { allow: [], lookup: async () => [{ address: '127.0.0.1', family: 4 }] });
  const named = { proxy: proxy.url.replace('127.0.0.1', 'proxy.example') };
  await assert.rejects(inner.fetch('http://a.example/', named), failsWith('blocked_address'));
});

test('a proxy that refuses or is not there is a connection that could not be made', async t => {
  const proxy = await proxyTo(t, 'http://127.0.0.1:1');
  const fetcher = testFetcher(t, nobodyLooks);
  await assert.rejects(fetcher.fetch('http://refused.example/', { proxy: proxy.url }), failsWith('connect'));
  const nowhere = { proxy: 'http://127.0.0.1:2' };
  await assert.rejects(fetcher.fetch('http://a.example/', nowhere), failsWith('connect'));
});
