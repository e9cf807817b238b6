import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { serviceNames } from '../../cli/services.ts';
import { askSocket } from '../../cli/supervisor/control.ts';
import { runDirectory, socketPaths } from '../../core/service/run-directory.ts';
import type { ServiceContext } from '../../core/service/service.ts';
import { RULES } from '../../deploy/render/alert-rules.ts';
import { dashboard } from '../../deploy/render/dashboard.ts';
import { apiContract } from '../../services/api/contract.ts';
import { OWNER, readerContract } from '../../services/reader/contract.ts';
import { claimOwner, startNetwork } from '../support/network.ts';

test('a post that is written through the API is on the page, in the feeds and in what the bot says', async t => {
  const network = await startNetwork(t);
  const { origin } = network;
  const token = await claimOwner(network);
  const created = await fetch(`${origin}/api/v1/posts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      title: 'Tea & <scones>',
      markdown: 'Hello *there*.',
      status: 'published',
      tags: ['Baking'],
    }),
  });
  assert.equal(created.status, 201);

  const home = await (await fetch(`${origin}/`)).text();
  assert.match(home, /Tea &amp; &lt;scones&gt;/);
  const atom = await (await fetch(`${origin}/feed.xml`)).text();
  assert.match(atom, /Tea &amp;(amp;)? &/);
  const json = (await (await fetch(`${origin}/feed.json`)).json()) as {
    items: { title: string; content_html: string }[];
  };
  assert.equal(json.items[0]?.title, 'Tea & <scones>');
  assert.match(json.items[0]?.content_html ?? '', /<em>there<\/em>/);

  const answer = await fetch(`${origin}/api/v1/bot/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: '!latest', name: 'Visitor' }),
  });
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /Tea & <scones>/);
});

test('a change shows on a page that was cached the moment before', async t => {
  const { host, origin } = await startNetwork(t);
  const api = host.clients.of(apiContract);
  await api.savePost({
    title: 'First words',
    markdown: 'One.',
    slug: 'words',
    status: 'published',
    source: 'words.md',
  });
  for (let turn = 0; turn < 3; turn++)
    assert.match(await (await fetch(`${origin}/posts/words`)).text(), /One\./);
  await api.savePost({
    title: 'First words',
    markdown: 'Two.',
    slug: 'words',
    status: 'published',
    source: 'words.md',
  });
  assert.match(await (await fetch(`${origin}/posts/words`)).text(), /Two\./);
});

test('a subscribed feed is shown to visitors on /reading, without what its author should not have sent', async t => {
  const feed = createServer((_request, response) => {
    response.setHeader('content-type', 'application/rss+xml');
    response.end(`<rss version="2.0"><channel><title>Neighbour</title><link>http://example.org/</link>
      <item><guid>1</guid><title>A walk</title><link>http://example.org/walk</link><description>&lt;p onclick="x()"&gt;Hills&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</description></item>
      </channel></rss>`);
  }).listen(0, '127.0.0.1');
  t.after(() => feed.close());
  await new Promise(resolve => feed.once('listening', resolve));
  const { host, origin } = await startNetwork(t);
  const reader = host.clients.of(readerContract);
  const { feed: subscribed } = await reader.subscribe({
    account: OWNER,
    url: `http://127.0.0.1:${(feed.address() as AddressInfo).port}/`,
  });
  assert.equal(subscribed.title, 'Neighbour');
  await reader.pollNow({ account: OWNER, id: subscribed.id });
  const page = await (await fetch(`${origin}/reading`)).text();
  assert.match(page, /A walk/);
  assert.doesNotMatch(page, /alert\(1\)|onclick/);
});

test('what is wrong is answered as a problem document that names the field', async t => {
  const network = await startNetwork(t);
  const { origin } = network;
  const token = await claimOwner(network);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const wrong = await fetch(`${origin}/api/v1/posts`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ markdown: 7 }),
  });
  assert.equal(wrong.status, 400);
  assert.match(wrong.headers.get('content-type') ?? '', /application\/problem\+json/);
  assert.match(JSON.stringify(await wrong.json()), /markdown/);
  assert.equal((await fetch(`${origin}/api/v1/posts`, { method: 'POST', headers, body: '{' })).status, 400);
  assert.equal(
    (
      await fetch(`${origin}/api/v1/posts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"markdown":"x"}',
      })
    ).status,
    401,
  );
  assert.equal(
    (
      await fetch(`${origin}/api/v1/posts`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ markdown: 'x'.repeat(2_000_000) }),
      })
    ).status,
    413,
  );
  assert.equal((await fetch(`${origin}/api/v1/nothing`)).status, 404);
});

test('a service that looks around finds all others, and where they run, in one process too', async t => {
  let around: ServiceContext['lookAround'] | undefined;
  const { data } = await startNetwork(t, { bot: { alerts: { room: 'chat/ops' } } }, service => ({
    ...service,
    create(ctx) {
      around = ctx.lookAround;
      return service.create(ctx);
    },
  }));
  const places = await around!();
  assert.deepEqual(places.map(({ service, status }) => [service, status?.ready]).sort(), [
    ...[...serviceNames].sort().map(service => [service, true]),
  ]);
  const machine = places[0]?.status?.machine;
  assert.equal(machine?.data, data);
  assert.ok(machine.diskFree > 0 && machine.host !== '');
});

test('every metric of the dashboard and of the rules for alerts is told by a service that runs', async t => {
  const { origin, data } = await startNetwork(t);
  await (await fetch(`${origin}/`)).text();
  const texts = await Promise.all(
    serviceNames.map(async service => {
      const { body } = (await askSocket(socketPaths(runDirectory(data), service).internal, '/metrics'))!;
      return String(body);
    }),
  );
  const told = new Set(texts.join('').match(/^[a-z_0-9]+/gm));
  const asked = dashboard().panels.flatMap(({ targets }) =>
    targets.flatMap(({ expr }) => expr.match(/\b[a-z][a-z0-9]*(_[a-z0-9]+)+\b(?=[[{)]|$)/g) ?? []),
  );
  assert.ok(asked.length >= 15, 'each expression names a metric');
  assert.deepEqual(
    asked.filter(name => !told.has(name)),
    [],
  );
  // `up` is Prometheus' own.
  const watched = RULES.slice(1).map(({ expr }) =>
    expr.replaceAll(/\{.*?\}|\[.*?\]/g, '').match(/\b[a-z][a-z0-9]*(_[a-z0-9]+)+\b(?!\()/g),
  );
  for (const [index, names] of watched.entries()) {
    assert.ok(names, RULES[index + 1]!.expr);
    assert.deepEqual(
      names.filter(name => !told.has(name)),
      [],
    );
  }
  assert.match(texts.join(''), /^croft_ready 1$/m);
  assert.match(texts.join(''), /^jobs_total\{queue="[a-z.-]+",outcome="given_up"\} 0$/m);
});
