import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { fieldsOf, ownersBrowser, pkce, serveApp } from '../support/indieauth.ts';
import { startNetwork } from '../support/network.ts';

/** A site, its owner's browser, and a program that wants in. */
async function scene(t: TestContext) {
  const network = await startNetwork(t);
  const { origin } = network;
  const browser = await ownersBrowser(network);
  const app = await serveApp(t, (request, response) => {
    if (request.url === '/listed.json') {
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          client_id: `${app}/listed.json`,
          client_name: 'Listed <App>',
          client_uri: `${app}/`,
          redirect_uris: ['listed-app://back'],
        }),
      );
      return;
    }
    response.setHeader('content-type', 'text/html');
    response.end(
      '<link rel="redirect_uri" href="/elsewhere"><a rel="redirect_uri" href="https://evil.example/">x</a><div class="h-app"><a class="u-url p-name" href="/">Old App</a></div>',
    );
  });
  const { verifier, challenge } = pkce();
  const question = (change: Record<string, string> = {}) =>
    `${origin}/indieauth/authorize?${new URLSearchParams({
      response_type: 'code',
      client_id: `${app}/`,
      redirect_uri: `${app}/back`,
      state: 'a state & more',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      scope: 'profile create update media',
      me: `${origin}/`,
      ...change,
    })}`;
  const decide = async (change: Record<string, string>, answer: Record<string, string | undefined> = {}) => {
    const page = await browser.open(question(change));
    assert.equal(page.status, 200);
    const fields = { ...fieldsOf(await page.text()), decision: 'allow', ...answer };
    const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
    const decided = await browser.open(`${origin}/indieauth/decide`, Object.fromEntries(given));
    return new URL(decided.headers.get('location') ?? 'none:');
  };
  const exchange = (path: string, code: string | null, change: Record<string, string> = {}) =>
    fetch(origin + path, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: code ?? '',
        client_id: `${app}/`,
        redirect_uri: `${app}/back`,
        code_verifier: verifier,
        ...change,
      }),
    });
  const call = (path: string, token: string, form?: Record<string, string>) =>
    fetch(origin + path, {
      headers: { authorization: `Bearer ${token}` },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
  return { origin, app, browser, question, decide, exchange, call };
}

test('a program finds the endpoints, is let in by the owner, and posts', async t => {
  const { origin, app, question, browser, decide, exchange, call } = await scene(t);
  const home = await fetch(`${origin}/`);
  assert.match(home.headers.get('link') ?? '', /oauth-authorization-server>; rel="indieauth-metadata"/);
  assert.match(await home.text(), /<link rel="micropub" href="[^"]+\/micropub">/);
  const metadata = (await (await fetch(`${origin}/.well-known/oauth-authorization-server`)).json()) as Record<
    string,
    unknown
  >;
  assert.equal(metadata['issuer'], `${origin}/`);
  assert.equal(metadata['authorization_endpoint'], `${origin}/indieauth/authorize`);
  assert.deepEqual(metadata['code_challenge_methods_supported'], ['S256']);

  const page = await browser.open(question());
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.ok(policy.includes(`form-action 'self' ${app};`), policy);
  const html = await page.text();
  assert.match(html, /Old App/);
  assert.match(html, /name="scope_create"/);
  assert.doesNotMatch(html, /name="scope_delete"/);

  const back = await decide({}, { scope_update: undefined });
  assert.equal(back.origin + back.pathname, `${app}/back`);
  assert.equal(back.searchParams.get('state'), 'a state & more');
  assert.equal(back.searchParams.get('iss'), `${origin}/`);
  const answer = await exchange('/indieauth/token', back.searchParams.get('code'));
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const token = (await answer.json()) as Record<string, string>;
  assert.equal(token['me'], `${origin}/`);
  assert.equal(token['scope'], 'create media profile');
  assert.deepEqual(token['profile'], { name: 'Owner', url: `${origin}/` });

  const access = token['access_token']!;
  const made = await call('/micropub', access, { h: 'entry', content: 'Hello' });
  assert.equal(made.status, 201);
  const refused = await call('/micropub', access, { action: 'delete', url: made.headers.get('location')! });
  assert.deepEqual(
    [refused.status, ((await refused.json()) as { error: string }).error],
    [403, 'insufficient_scope'],
  );
  assert.deepEqual(await (await call('/indieauth/userinfo', access)).json(), {
    name: 'Owner',
    url: `${origin}/`,
  });
  const facts = (await (await call('/indieauth/introspect', access, { token: access })).json()) as object;
  assert.partialDeepStrictEqual(facts, { active: true, me: `${origin}/`, client_id: `${app}/` });
  assert.equal((await call('/indieauth/introspect', 'croft_wrong', { token: access })).status, 401);

  const revoked = await fetch(`${origin}/indieauth/revoke`, {
    method: 'POST',
    body: new URLSearchParams({ token: access }),
  });
  assert.equal(revoked.status, 200);
  assert.equal((await call('/micropub', access, { h: 'entry', content: 'Again' })).status, 401);
});

test('a program that only wants to know who somebody is learns that, and gets no token', async t => {
  const { origin, decide, exchange } = await scene(t);
  const back = await decide({ scope: 'profile' });
  const known = await exchange('/indieauth/authorize', back.searchParams.get('code'));
  assert.deepEqual(await known.json(), {
    me: `${origin}/`,
    profile: { name: 'Owner', url: `${origin}/` },
  });
  const bare = (await decide({ scope: '' })).searchParams.get('code');
  assert.equal((await exchange('/indieauth/token', bare)).status, 400);
  assert.deepEqual(await (await exchange('/indieauth/authorize', bare)).json(), { me: `${origin}/` });
});

test('a code works once, for its program, address and verifier; used again, it takes back what it gave', async t => {
  const { app, decide, exchange, call } = await scene(t);
  const code = (await decide({})).searchParams.get('code');
  for (const wrong of [
    { code_verifier: pkce().verifier },
    { code_verifier: '' },
    { client_id: `${app}/other` },
    { redirect_uri: `${app}/back?x` },
    { code: 'guess' },
  ] as Record<string, string>[]) {
    const refused = await exchange('/indieauth/token', code, wrong);
    assert.deepEqual(
      [refused.status, ((await refused.json()) as { error: string }).error],
      [400, 'invalid_grant'],
    );
  }
  const { access_token: token } = (await (await exchange('/indieauth/token', code)).json()) as {
    access_token: string;
  };
  assert.equal((await call('/micropub?q=config', token)).status, 200);
  assert.equal((await exchange('/indieauth/token', code)).status, 400);
  assert.equal((await call('/micropub?q=config', token)).status, 401);
});

test('a refresh token gives a new pair once, with no more scopes; used again, all of it ends', async t => {
  const { app, decide, exchange, call } = await scene(t);
  type Pair = { access_token: string; refresh_token: string; scope: string };
  const first = (await (
    await exchange('/indieauth/token', (await decide({})).searchParams.get('code'))
  ).json()) as Pair;
  const refresh = (refresh_token: string, more: Record<string, string> = {}) =>
    exchange('/indieauth/token', '', { grant_type: 'refresh_token', refresh_token, ...more });
  assert.equal((await refresh(first.refresh_token, { scope: 'create delete' })).status, 400);
  assert.equal((await refresh(first.refresh_token, { client_id: `${app}/other` })).status, 400);
  const second = (await (await refresh(first.refresh_token, { scope: 'create' })).json()) as Pair;
  assert.equal(second.scope, 'create');
  assert.equal((await call('/micropub?q=config', first.access_token)).status, 401);
  assert.equal((await call('/micropub?q=config', second.access_token)).status, 200);
  assert.equal((await refresh(first.refresh_token)).status, 400);
  assert.equal((await call('/micropub?q=config', second.access_token)).status, 401);
  assert.equal((await refresh(second.refresh_token)).status, 400);
});

test('nobody is sent to an address that is not the program’s', async t => {
  const { app, browser, question, decide } = await scene(t);
  const port = new URL(app).port;
  for (const redirect of [
    'https://evil.example/back',
    `http://localhost:${Number(port) + 1}/back`,
    `http://localhost:${port}@evil.example/`,
    `http://user@localhost:${port}/back`,
    `http://evil.example\\@localhost:${port}/`,
    `${app}/back#fragment`,
    `http://localhost.evil.example:${port}/`,
    'javascript:alert(1)',
    'data:text/html,x',
    'listed-app://back',
    '//evil.example/',
    '',
  ]) {
    const answer = await browser.open(question({ redirect_uri: redirect }));
    assert.deepEqual([answer.status, answer.headers.get('location')], [400, null], redirect);
  }
  const listed = await decide({ client_id: `${app}/listed.json`, redirect_uri: 'listed-app://back' });
  assert.equal(listed.protocol, 'listed-app:');
  assert.ok(listed.searchParams.get('code'));
});

test('errors that are the program’s own go back to it, with its state and our name', async t => {
  const { origin, app, browser, question, decide } = await scene(t);
  for (const [change, error] of [
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ code_challenge: '' }, 'invalid_request'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
  ] as [Record<string, string>, string][]) {
    const back = new URL((await browser.open(question(change))).headers.get('location')!);
    assert.deepEqual(
      [
        back.origin,
        back.searchParams.get('error'),
        back.searchParams.get('state'),
        back.searchParams.get('iss'),
      ],
      [app, error, 'a state & more', `${origin}/`],
    );
  }
  const denied = await decide({}, { decision: 'deny' });
  assert.deepEqual(
    [denied.searchParams.get('error'), denied.searchParams.get('code')],
    ['access_denied', null],
  );
});

test('the owner must be signed in and answer a page of their own; the question waits meanwhile', async t => {
  const { origin, browser, question, decide, exchange } = await scene(t);
  const session = browser.cookies.get('croft')!;
  browser.cookies.delete('croft');
  const away = await browser.open(question({ state: 'x'.repeat(1500) }));
  assert.equal(away.headers.get('location'), '/sign-in?next=%2Findieauth%2Fauthorize');
  browser.cookies.set('croft', session);
  const resumed = fieldsOf(await (await browser.open(`${origin}/indieauth/authorize`)).text());
  assert.equal(resumed['state'], 'x'.repeat(1500));
  const forged = await browser.open(`${origin}/indieauth/decide`, {
    ...resumed,
    form_token: 'forged',
    decision: 'allow',
  });
  assert.equal(forged.status, 403);
  // Scopes that were not asked for are not to be had by adding them to the form.
  const back = await decide({ scope: 'create' }, { scope_delete: 'yes', scope_admin: 'yes' });
  const token = await exchange('/indieauth/token', back.searchParams.get('code'));
  assert.equal(((await token.json()) as { scope: string }).scope, 'create');
});
