import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiContract } from '../../services/api/contract.ts';
import { Browser, fieldsOf, ownersBrowser, serveApp } from '../support/indieauth.ts';
import { claimOwner, type Network, startNetwork } from '../support/network.ts';

const WRITE = '/posts/walls/comments/write';

async function withPost(network: Network): Promise<void> {
  await network.host.clients
    .of(apiContract)
    .savePost({ title: 'Walls', slug: 'walls', markdown: 'Stone.', status: 'published' });
}

/** Signs in at `here` with the Croft whose owner the browser is; gives where that leads. */
async function signIn(browser: Browser, here: string, theirs: string, next: string): Promise<string> {
  const begun = await browser.open(`${here}/sign-in/site`, { site: theirs, next });
  const location = /^0; url=(.*)$/.exec(begun.headers.get('refresh') ?? '')?.[1] ?? '';
  const consent = await (await browser.open(location)).text();
  const decided = await browser.open(`${theirs}/indieauth/decide`, {
    ...fieldsOf(consent),
    decision: 'allow',
  });
  const back = await browser.open(decided.headers.get('location')!);
  return back.headers.get('location')!;
}

test('a comment is signed with a site, and changed and deleted from another device that proves the same site', async t => {
  const [here, theirs] = [await startNetwork(t), await startNetwork(t)];
  await claimOwner(here);
  await withPost(here);
  const api = here.host.clients.of(apiContract);
  const visitor = await ownersBrowser(theirs);
  const host = `localhost:${new URL(theirs.origin).port}`;

  const page = await visitor.open(`${here.origin}/posts/walls`);
  const link = /href="(\/sign-in\/site\?next=[^"]*)"/.exec(await page.text())![1]!;
  assert.equal(new URLSearchParams(link.split('?')[1]).get('next'), WRITE);
  assert.equal((await visitor.open(`${here.origin}/posts/walls/comments/signer`)).status, 204);
  assert.equal(visitor.cookies.has('croft-site'), false);

  assert.equal(await signIn(visitor, here.origin, theirs.origin, WRITE), WRITE);
  const form = await visitor.open(here.origin + WRITE);
  assert.equal(form.headers.get('cache-control'), 'no-store');
  const html = await form.text();
  assert.match(html, new RegExp(`You write as <strong>Owner</strong>, <a href="[^"]*"[^>]*>${host}<`));
  assert.doesNotMatch(html, /name="(name|code|website)"/);
  // The page for all stays the page for all.
  const shared = await visitor.open(`${here.origin}/posts/walls`);
  assert.deepEqual(
    [shared.headers.get('cache-control'), shared.headers.get('set-cookie'), shared.headers.get('vary')],
    [page.headers.get('cache-control'), null, page.headers.get('vary')],
  );
  assert.match(await shared.text(), /name="code"/);
  const signer = await visitor.open(`${here.origin}/posts/walls/comments/signer`);
  assert.deepEqual([signer.status, signer.headers.get('cache-control')], [200, 'no-store']);
  assert.match(await signer.text(), /^<div[^>]*><input type="hidden" name="as" value="site">/);

  const sent = await visitor.open(`${here.origin}/posts/walls/comments`, { as: 'site', markdown: 'Signed.' });
  const waiting = sent.headers.get('location')!;
  assert.match(
    await (await visitor.open(here.origin + waiting)).text(),
    /change or delete it<\/a> whenever you are signed in/,
  );
  const id = /comments\/([^/]+)\/waiting$/.exec(waiting)![1]!;
  await api.decideResponses({
    ids: [id],
    action: 'approve',
    account: (await api.listAccounts({})).accounts[0]!.id,
  });
  const [response] = (await api.getThread({ slug: 'walls' })).responses;
  assert.deepEqual(
    [response!.author.site, response!.author.url, response!.author.verified],
    [`${theirs.origin}/`, `${theirs.origin}/`, true],
  );
  assert.match(
    await (await visitor.open(`${here.origin}/posts/walls`)).text(),
    new RegExp(`✓.*${host}</span>`),
  );

  const edit = `${here.origin}/posts/walls/comments/${id}/edit`;
  const stranger = new Browser();
  assert.match(await (await stranger.open(edit)).text(), /Did you sign it with a site of your own\?/);
  assert.equal((await stranger.open(edit, { action: 'save', markdown: 'Mine.' })).status, 400);

  // Another device: nothing but the site proves who it is.
  const other = new Browser();
  for (const [name, value] of visitor.cookies) if (name === 'croft') other.cookies.set(name, value);
  assert.equal(
    await signIn(other, here.origin, theirs.origin, new URL(edit).pathname),
    new URL(edit).pathname,
  );
  assert.match(await (await other.open(edit)).text(), /<textarea[^>]*>Signed\.<\/textarea>/);
  assert.equal((await other.open(edit, { action: 'save', markdown: 'Changed.' })).status, 303);
  // Trusted by the first one that was approved, so that the change is shown at once.
  assert.match((await api.getThread({ slug: 'walls' })).responses[0]!.html, /Changed/);
  assert.match(await (await other.open(edit, { action: 'delete' })).text(), /is deleted/);
  assert.deepEqual((await api.getThread({ slug: 'walls' })).responses, []);
});

test('a site changes no comment of another site, of a code or without a proof, and leaves both to their own', async t => {
  const here = await startNetwork(t);
  await withPost(here);
  const api = here.host.clients.of(apiContract);
  const browsers: Browser[] = [];
  const sites: string[] = [];
  for (const name of ['Ann', 'Ben']) {
    const site: string = await serveApp(t, (request, response) => {
      response.setHeader('content-type', request.method === 'POST' ? 'application/json' : 'text/html');
      if (request.method === 'POST') response.end(JSON.stringify({ me: `${site}/`, profile: { name } }));
      else response.end(`<link rel="authorization_endpoint" href="${site}/auth">`);
    });
    const browser = new Browser();
    const begun = await browser.open(`${here.origin}/sign-in/site`, { site, next: WRITE });
    const location = /^0; url=(.*)$/.exec(begun.headers.get('refresh') ?? '')![1]!;
    const state = new URL(location).searchParams.get('state')!;
    await browser.open(`${here.origin}/sign-in/site/back?${new URLSearchParams({ code: 'a', state })}`);
    browsers.push(browser);
    sites.push(site);
  }
  const [ann, ben] = browsers as [Browser, Browser];
  const write = async (browser: Browser, fields: Record<string, string>) => {
    const sent = await browser.open(`${here.origin}/posts/walls/comments`, fields);
    return /comments\/([^/]+)\/waiting$/.exec(sent.headers.get('location') ?? '')![1]!;
  };
  const signed = await write(ann, { as: 'site', markdown: 'By Ann.' });
  const coded = await write(ann, { name: 'Cem', code: 'seven quiet stones', markdown: 'By Cem.' });

  const opens = async (browser: Browser, id: string, fields: Record<string, string> = {}) =>
    (await browser.open(`${here.origin}/posts/walls/comments/${id}/edit`, { action: 'open', ...fields }))
      .status;
  assert.equal(await opens(ann, signed), 200);
  assert.equal(await opens(ben, signed), 403);
  assert.equal(await opens(ann, coded), 403);
  assert.equal(await opens(ann, coded, { name: 'Cem', code: 'seven quiet stones' }), 200);
  for (const action of ['save', 'delete'])
    assert.equal(await opens(ben, signed, { action, markdown: 'By Ben.' }), 403);
  const { responses } = await api.listResponses({ status: 'pending' });
  assert.deepEqual(responses.map(({ author, markdown }) => [author.name, author.site, markdown]).sort(), [
    ['Ann', `${sites[0]}/`, 'By Ann.'],
    ['Cem', undefined, 'By Cem.'],
  ]);

  const left = await ann.open(`${here.origin}/posts/walls/comments`, {
    as: 'site',
    markdown: 'Half a thought',
    action: 'sign-out',
  });
  const page = await left.text();
  assert.match(page, /Half a thought<\/textarea>/);
  assert.match(page, /name="code"/);
  assert.equal(ann.cookies.has('croft-site'), false);
  assert.equal(await opens(ann, signed), 400);
  const ended = await ann.open(`${here.origin}/posts/walls/comments`, { as: 'site', markdown: 'Late.' });
  assert.equal(ended.status, 400);
  assert.match(await ended.text(), /sign-in has ended/);
});
