import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { test } from 'node:test';
import { failsWith, serve, testFetcher } from './_test-server.ts';

/** Each leads, or would lead, to this machine or a network around it. */
const FORMS = `
  http://127.0.0.1/ http://127.1/ http://127.0.1/ http://2130706433/ http://0x7f000001/ http://0x7f.1/ http://0177.0.0.1/
  http://017700000001/ http://0x7f.0x0.0x0.0x1/ http://127.0.0.1./ http://127.000.000.001/ http://0/ http://0.0.0.0/
  http://10.1.2.3/ http://172.16.0.1/ http://192.168.1.1/ http://169.254.169.254/latest/meta-data/ http://100.100.100.200/
  http://255.255.255.255/ http://224.0.0.1/ http://192.0.2.1/ http://198.18.0.1/ http://[::]/ http://[::1]/
  http://[0:0:0:0:0:0:0:1]/ http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/ http://[::127.0.0.1]/ http://[::ffff:0:127.0.0.1]/
  http://[64:ff9b::127.0.0.1]/ http://[2002:7f00:1::]/ http://[2001:0:53aa:64c::1]/ http://[fe80::1]/ http://[fc00::1]/
  http://[fd00:ec2::254]/ http://[ff02::1]/ http://[2001:db8::1]/ http://[fec0::1]/ http://user:pass@127.0.0.1/
  http://１２７.０.０.１/ http://①②⑦.0.0.1/ http://127。0。0。1/ https://127.0.0.1/ http://1.1.1.1:22/ http://1.1.1.1:6667/
  https://1.1.1.1:7001/`
  .trim()
  .split(/\s+/);

const NO_WEB_ADDRESS = [
  'file:///etc/passwd',
  'ftp://1.1.1.1/',
  'gopher://127.0.0.1:11211/_stats',
  'data:text/plain,a',
  'javascript:1',
  '//1.1.1.1/',
  'http://',
  'http://[fe80::1%25eth0]/',
  'http://1.2.3.4.5/',
  'http://256.1.1.1/',
  `http://1.1.1.1/${'a'.repeat(9000)}`,
  'not an address',
  '',
];

test('no form of an inner address or a bad port is fetched', async t => {
  assert.ok(FORMS.length >= 40);
  const fetcher = testFetcher(t, {
    allow: [],
    denyPorts: [7001],
    lookup: () => assert.fail('no name to look up'),
  });
  for (const url of FORMS) await assert.rejects(fetcher.fetch(url), failsWith('blocked_address'), url);
});

test('what is no http or https address is not fetched', async t => {
  const fetcher = testFetcher(t);
  for (const url of NO_WEB_ADDRESS) await assert.rejects(fetcher.fetch(url), failsWith('bad_url'), url);
});

test('no redirect to an inner address or a bad port is followed', async t => {
  const origin = await serve(t, (request, response) => {
    response
      .writeHead(302, { location: Buffer.from(FORMS[Number(request.url!.slice(1))]!).toString('latin1') })
      .end();
  });
  const fetcher = testFetcher(t, {
    allow: ['start.example'],
    denyPorts: [7001],
    lookup: async () => [{ address: '127.0.0.1', family: 4 }],
  });
  const start = origin.replace('127.0.0.1', 'start.example');
  for (const [index, url] of FORMS.entries()) {
    await assert.rejects(fetcher.fetch(`${start}/${index}`), failsWith('blocked_address'), url);
  }
});

test('a redirect to another scheme is not followed', async t => {
  const origin = await serve(t, (_, response) =>
    response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  );
  await assert.rejects(testFetcher(t).fetch(origin), failsWith('bad_redirect'));
});

for (const inner of ['127.0.0.1', '10.0.0.1', '::1', '::ffff:192.168.0.1', 'fd00::1']) {
  test(`a name is refused that resolves to ${inner}, also among public addresses`, async t => {
    const family = inner.includes(':') ? 6 : 4;
    const answers: LookupAddress[][] = [
      [{ address: inner, family }],
      [
        { address: '1.1.1.1', family: 4 },
        { address: inner, family },
      ],
    ];
    for (const answer of answers) {
      const fetcher = testFetcher(t, { allow: [], lookup: async () => answer });
      await assert.rejects(fetcher.fetch('http://name.example/'), failsWith('blocked_address'));
    }
  });
}

test('the system resolver is asked for names, and its inner answers are refused', async t => {
  const fetcher = testFetcher(t, { allow: [] });
  await assert.rejects(fetcher.fetch('http://localhost/'), failsWith('blocked_address'));
});

test('a name that changes its answer after the check gains nothing: it is looked up once, and what was checked is used', async t => {
  const origin = await serve(t, (request, response) => response.end(request.headers.host));
  const { port } = new URL(origin);
  const asked: string[] = [];
  const fetcher = testFetcher(t, {
    allow: ['127.0.0.1'],
    async lookup(name) {
      asked.push(name);
      return [{ address: asked.length === 1 ? '127.0.0.1' : '127.0.0.66', family: 4 }];
    },
  });
  const result = await fetcher.fetch(`http://rebind.example:${port}/`);
  assert.equal(result.text(), `rebind.example:${port}`);
  assert.deepEqual(asked, ['rebind.example']);
});

test('a second connection to a name is checked again', async t => {
  const origin = await serve(t, (_, response) => response.setHeader('connection', 'close').end('inside'));
  const { port } = new URL(origin);
  let asked = 0;
  const fetcher = testFetcher(t, {
    lookup: async () => [{ address: ++asked === 1 ? '127.0.0.1' : '127.0.0.66', family: 4 }],
  });
  await fetcher.fetch(`http://rebind.example:${port}/`);
  await assert.rejects(fetcher.fetch(`http://rebind.example:${port}/`), failsWith('blocked_address'));
});

test('a host name on the allow-list may be inside', async t => {
  const origin = await serve(t, (_, response) => response.end('inside'));
  const { port } = new URL(origin);
  const fetcher = testFetcher(t, {
    allow: ['gitea.internal'],
    lookup: async () => [{ address: '127.0.0.1', family: 4 }],
  });
  assert.equal((await fetcher.fetch(`http://gitea.internal:${port}/`)).text(), 'inside');
  await assert.rejects(fetcher.fetch(`http://other.internal:${port}/`), failsWith('blocked_address'));
});

test('a croft that serves on port 80 itself can still fetch', async t => {
  const fetcher = testFetcher(t, { denyPorts: [80], lookup: () => Promise.reject(new Error('asked')) });
  await assert.rejects(fetcher.fetch('http://blog.example/'), failsWith('dns'));
});
