import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { apiContract } from '../../services/api/contract.ts';
import { Browser, fieldsOf, ownersBrowser, serveApp } from '../support/indieauth.ts';
import { startNetwork } from '../support/network.ts';

/** Begins to sign in at a site, and gives where the browser is led. */
async function begin(browser: Browser, origin: string, site: string, next = '/posts/hello') {
  const page = await browser.open(`${origin}/sign-in/site`, { site, next });
  const html = await page.text();
  return { page, html, location: /^0; url=(.*)$/.exec(page.headers.get('refresh') ?? '')?.[1] ?? '' };
}

test('a visitor proves with their own Croft which site is theirs, and comes back to what they read', async t => {
  const [here, theirs] = [await startNetwork(t), await startNetwork(t)];
  const visitor = await ownersBrowser(theirs);
  const { location, html } = await begin(visitor, here.origin, theirs.origin);
  assert.match(html, new RegExp(`On to localhost:${new URL(theirs.origin).port}`));
  const asked = await visitor.open(location);
  const consent = await asked.text();
  assert.match(consent, /Sign|Let/);
  const decided = await visitor.open(`${theirs.origin}/indieauth/decide`, {
    ...fieldsOf(consent),
    decision: 'allow',
  });
  const back = decided.headers.get('location')!;
  assert.ok(back.startsWith(`${here.origin}/sign-in/site/back?`), back);
  const arrived = await visitor.open(back);
  assert.deepEqual([arrived.status, arrived.headers.get('location')], [303, '/posts/hello']);

  const secret = visitor.cookies.get('croft-site')!;
  const api = here.host.clients.of(apiContract);
  assert.deepEqual(await api.getWebIdentity({ secret }), { url: `${theirs.origin}/`, name: 'Owner' });
  assert.match(
    await (await visitor.open(`${here.origin}/sign-in/site`)).text(),
    /signed in as <strong>Owner/,
  );

  // The same answer again, or in another browser, is worth nothing.
  assert.equal((await visitor.open(back)).status, 400);
  assert.equal((await new Browser().open(back)).status, 400);

  await visitor.open(`${here.origin}/sign-in/site/end`, { next: '/' });
  await assert.rejects(api.getWebIdentity({ secret }), { code: 'unauthenticated' });
});

/** A sign-in server that can be told to lie. */
async function liar(t: TestContext) {
  const here = await startNetwork(t);
  const lies = { me: '', issuer: '', endpoint: '', profile: {} as object };
  const server = await serveApp(t, (request, response) => {
    if (request.url === '/metadata') {
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          issuer: lies.issuer || `${server}/`,
          authorization_endpoint: lies.endpoint || `${server}/auth`,
        }),
      );
    } else if (request.method === 'POST') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ me: lies.me || `${server}/`, profile: lies.profile }));
    } else if (request.url === '/none') response.end('nothing here');
    else {
      response.setHeader('content-type', 'text/html');
      response.end(
        '<link rel="indieauth-metadata" href="/metadata"><div class="h-card"><span class="p-name">Ann <b>Card</b></span></div>',
      );
    }
  });
  /** Signs in and gives the status of coming back. */
  const signIn = async (change: Record<string, string> = {}, browser = new Browser()) => {
    const { location } = await begin(browser, here.origin, `${server}/`);
    const state = new URL(location).searchParams.get('state')!;
    const query = new URLSearchParams({ code: 'a', state, iss: `${server}/`, ...change });
    const back = await browser.open(`${here.origin}/sign-in/site/back?${query}`);
    return { back, browser };
  };
  return { here, server, lies, signIn };
}

test('a name comes from the h-card when the server tells none, and is text', async t => {
  const { here, signIn } = await liar(t);
  const { back, browser } = await signIn();
  assert.equal(back.status, 303);
  const secret = browser.cookies.get('croft-site')!;
  const identity = await here.host.clients.of(apiContract).getWebIdentity({ secret });
  assert.equal(identity.name, 'Ann Card');
});

test('a server is believed about no site that does not name it', async t => {
  const { here, lies, signIn } = await liar(t);
  const other = await serveApp(t, (_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<link rel="authorization_endpoint" href="https://other.example/auth">');
  });
  for (const me of [
    `${other}/`,
    `${here.origin}/`,
    'https://127.0.0.1/',
    'javascript:alert(1)',
    'https://user@localhost/',
    'not an address',
  ]) {
    lies.me = me;
    const { back, browser } = await signIn();
    assert.deepEqual([back.status, browser.cookies.has('croft-site')], [400, false], me);
  }
});

test('an answer of another server, for another state or with an error signs nobody in', async t => {
  const { signIn } = await liar(t);
  const wrong: Record<string, string>[] = [
    { iss: 'https://other.example/' },
    { iss: '' },
    { state: 'guess' },
    { code: '' },
  ];
  for (const change of wrong) assert.equal((await signIn(change)).back.status, 400, JSON.stringify(change));
});

test('what is no site, has no sign-in server, or is inside our network is said in words', async t => {
  const { here, server, lies } = await liar(t);
  const browser = new Browser();
  const fails = async (site: string, words: RegExp) => {
    const { page, html, location } = await begin(browser, here.origin, site);
    assert.deepEqual([page.status, location], [400, ''], site);
    assert.match(html, words);
  };
  await fails('', /Enter the address/);
  await fails('javascript:alert(1)', /Enter the address/);
  await fails('https://ann.example:8443/', /Enter the address/);
  await fails('http://10.0.0.1/', /Enter the address/);
  await fails('http://[fd00::1]/', /Enter the address/);
  await fails(`${server}/none`, /does not say where/);
  lies.issuer = 'https://somebody.example/';
  await fails(server, /describes itself wrongly/);
  lies.issuer = '';
  lies.endpoint = 'javascript:alert(1)';
  await fails(server, /no proper address/);
});

test('after signing in nobody is led to another site', async t => {
  const { here, server } = await liar(t);
  for (const next of ['//evil.example/', '/\\evil.example', 'https://evil.example/', '/\t/evil.example']) {
    const browser = new Browser();
    const { location } = await begin(browser, here.origin, server, next);
    const state = new URL(location).searchParams.get('state')!;
    const query = new URLSearchParams({ code: 'a', state, iss: `${server}/` });
    const back = await browser.open(`${here.origin}/sign-in/site/back?${query}`);
    assert.deepEqual([back.status, back.headers.get('location')], [303, '/'], next);
  }
});

test('a sign-in that another site makes a browser send is refused', async t => {
  const { here, server } = await liar(t);
  const answer = await fetch(`${here.origin}/sign-in/site`, {
    method: 'POST',
    headers: { origin: 'https://evil.example', accept: 'text/html' },
    body: new URLSearchParams({ site: server, next: '/' }),
  });
  assert.equal(answer.status, 403);
});
