import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failsWith, serve, testFetcher } from './_test-server.ts';

/** A server whose paths name a chain: `/301/307/end` redirects to `/307/end` with 301, and so on. */
function chain(t: Parameters<typeof serve>[0]): Promise<string> {
  return serve(t, (request, response) => {
    const [, first, ...rest] = request.url!.split('/');
    if (/^3\d\d$/.test(first!))
      return response.writeHead(Number(first), { location: `/${rest.join('/')}` }).end('moved');
    if (first === 'missing') return response.writeHead(404).end();
    request.setEncoding('utf8');
    let body = '';
    request.on('data', part => {
      body += part;
    });
    request.on('end', () => response.end(`${request.method} ${request.headers['content-type']} ${body}`));
  });
}

test('redirects are followed, and permanent ones at the start are told', async t => {
  const origin = await chain(t);
  const fetcher = testFetcher(t);
  const cases: [string, string | undefined][] = [
    ['/end', undefined],
    ['/301/end', '/end'],
    ['/308/301/end', '/end'],
    ['/302/end', undefined],
    ['/301/302/end', '/302/end'],
    ['/302/301/end', undefined],
    ['/307/308/end', undefined],
    ['/301/missing', undefined],
  ];
  for (const [path, permanent] of cases) {
    const result = await fetcher.fetch(origin + path);
    assert.equal(result.url, `${origin}/${path.split('/').at(-1)}`);
    assert.equal(result.permanentUrl, permanent && origin + permanent, path);
    assert.equal(result.downgraded, false);
  }
});

test('301, 302 and 303 turn a POST into a GET without its body, 307 and 308 keep both', async t => {
  const origin = await chain(t);
  const fetcher = testFetcher(t);
  for (const [status, answer] of [
    [301, 'GET undefined '],
    [302, 'GET undefined '],
    [303, 'GET undefined '],
    [307, 'POST text/plain hello'],
    [308, 'POST text/plain hello'],
  ]) {
    const options = { method: 'POST', body: 'hello', headers: { 'Content-Type': 'text/plain' } };
    assert.equal((await fetcher.fetch(`${origin}/${status}/end`, options)).text(), answer, String(status));
  }
});

test('five redirects are followed and the sixth is not, nor any when none is wanted', async t => {
  const origin = await chain(t);
  const fetcher = testFetcher(t);
  assert.equal((await fetcher.fetch(`${origin}/302/302/302/302/302/end`)).status, 200);
  await assert.rejects(
    fetcher.fetch(`${origin}/302/302/302/302/302/302/end`),
    failsWith('too_many_redirects'),
  );
  const first = await fetcher.fetch(`${origin}/302/end`, { redirects: 0 });
  assert.deepEqual([first.status, first.headers['location'], first.text()], [302, '/end', 'moved']);
});

test('a loop ends', async t => {
  const origin = await serve(t, (request, response) =>
    response.writeHead(301, { location: request.url }).end(),
  );
  await assert.rejects(testFetcher(t).fetch(origin), failsWith('too_many_redirects'));
});

test('a redirect without a target, or to something that is no address, is a bad redirect', async t => {
  const origin = await serve(t, (request, response) => {
    response.writeHead(302, request.url === '/none' ? {} : { location: 'http://[bad' }).end();
  });
  const fetcher = testFetcher(t);
  await assert.rejects(fetcher.fetch(`${origin}/none`), failsWith('bad_redirect'));
  await assert.rejects(fetcher.fetch(`${origin}/bad`), failsWith('bad_redirect'));
});

test('300 and 304 are answers', async t => {
  const origin = await serve(t, (request, response) =>
    response.writeHead(Number(request.url!.slice(1))).end(),
  );
  const fetcher = testFetcher(t);
  assert.equal((await fetcher.fetch(`${origin}/300`)).status, 300);
  assert.equal((await fetcher.fetch(`${origin}/304`)).notModified, true);
});

test('secrets stay with the origin that they are for', async t => {
  const seen: Record<string, unknown>[] = [];
  const other = await serve(t, (request, response) => {
    seen.push(request.headers);
    response.end();
  });
  const origin = await serve(t, (request, response) => {
    seen.push(request.headers);
    const location = request.url === '/first' ? '/second' : other.replace('//', '//name:word@');
    response.writeHead(307, { location }).end();
  });
  await testFetcher(t).fetch(`${origin.replace('//', '//me:pass%20word@')}/first`, {
    headers: { Cookie: 'a=1', 'X-Api-Key': 'k', 'Accept-Language': 'da' },
  });
  const basic = `Basic ${Buffer.from('me:pass word').toString('base64')}`;
  assert.deepEqual(
    seen.map(headers => [headers['authorization'], headers['cookie'], headers['x-api-key']]),
    [
      [basic, 'a=1', 'k'],
      [basic, 'a=1', 'k'],
      [undefined, undefined, undefined],
    ],
  );
  assert.equal(seen[2]!['accept-language'], 'da');
});

test('a redirect is not waited for to send its whole body', async t => {
  const origin = await serve(t, (request, response) => {
    if (request.url === '/end') return response.end('end');
    response.writeHead(302, { location: '/end' }).write('a body that never ends');
  });
  assert.equal((await testFetcher(t).fetch(origin)).text(), 'end');
});
