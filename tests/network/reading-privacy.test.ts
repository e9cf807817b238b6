import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { SESSION_COOKIE } from '../../core/http/cookies.ts';
import { apiContract } from '../../services/api/contract.ts';
import { OWNER, readerContract } from '../../services/reader/contract.ts';
import { feedServer, rss } from '../../services/reader/testing/feed-server.ts';
import { prose, webPage } from '../../services/reader/testing/pages.ts';
import { claimOwner, startNetwork } from '../support/network.ts';

/** What is the owner's alone, each with a word that is nowhere else. */
const SECRETS = [
  'unmentioned', // title, text, tag of a page that was saved
  'heronry', // text of the page that is recommended
  'Nonymous', // its author
  'tagword', // its tag
  'rulename',
  'rulevalue',
  'appname',
  'subscribed', // a private feed
  'privatetag',
  'starword', // tag of an item of the public feed
  'wearisome', // what is wrong with a feed
];

const PUBLIC = [
  '/',
  '/reading',
  '/reading?tag=privatetag',
  '/reading/recommended',
  '/reading/feed.xml',
  '/reading/rss.xml',
  '/reading/feed.json',
  '/blogroll',
  '/reader/opml',
  '/.well-known/recommendations.opml',
  '/search?q=heronry',
  '/feed.xml',
  '/sitemap.xml',
  '/llms.txt',
  '/api/v1/reader/feeds',
  '/api/v1/reader/items?view=saved&html=true',
  '/api/v1/reader/items?view=starred&html=true',
  '/api/v1/reader/items?view=unread&html=true',
  '/api/v1/reader/items?itemTag=starword&html=true',
  '/api/v1/reader/items?html=true&limit=50',
  '/api/v1/reader/rules',
  '/api/v1/reader/health',
];
const MEMBER = [
  '/reader',
  '/reader?view=all',
  '/reader/saved',
  '/reader/starred',
  '/reader/search?q=unmentioned or heronry',
  '/reader/feeds',
  '/reader/rules',
  '/reader/clients',
  '/reader/health',
  '/reader/export',
  '/reader/counts',
  '/reader/tag/tagword?of=items',
];

test('of what the owner saved, noted, tagged, wrote as rules and gave to apps, visitors and members see what is recommended and no more', async t => {
  const server = await feedServer(t, {
    '/open': { body: rss(['first'], { title: 'Open feed' }) },
    '/subscribed': { body: rss(['one'], { title: 'A subscribed feed' }) },
    '/meant': {
      body: webPage(prose('heronry'), {
        title: 'The meant page',
        head: '<meta name="author" content="A. Nonymous">',
      }),
    },
    '/unmentioned': { body: webPage(prose('unmentioned'), { title: 'An unmentioned page' }) },
  });
  const network = await startNetwork(t);
  await claimOwner(network);
  const [reader, api] = [network.host.clients.of(readerContract), network.host.clients.of(apiContract)];
  const account = OWNER;
  const { feed } = await reader.subscribe({ account, url: `${server.origin}/open`, public: true });
  await reader.subscribe({
    account,
    url: `${server.origin}/subscribed`,
    tags: ['privatetag'],
    public: false,
  });
  const save = async (path: string, tags: string[]) =>
    (await reader.savePage({ account, url: server.origin + path, tags })).item.id;
  const meant = await save('/meant', ['tagword']);
  const unmentioned = await save('/unmentioned', ['unmentioned']);
  const [{ id: first = '' } = {}] = (await reader.listItems({ account, feedId: feed.id, limit: 1 })).items;
  await reader.markItems({ account, ids: [first, meant], starred: true, addTags: ['starword'] });
  const conditions = [{ field: 'title' as const, operator: 'word' as const, value: 'rulevalue', not: false }];
  await reader.saveRule({
    account,
    name: 'rulename',
    match: { every: true, conditions },
    actions: { hide: true, read: false, star: false, tags: [], notify: false, stop: false },
    enabled: true,
  });
  const { password } = await reader.createAppPassword({ account, name: 'appname' });
  server.pages['/open'] = { status: 503, body: 'wearisome' };
  await reader.pollNow({ account, id: feed.id });
  await reader.recommend({ account, id: meant, comment: 'Read this one' });
  for (const id of [meant, unmentioned])
    while ((await reader.getItem({ account, id })).saved?.fetchedAt === undefined) await sleep(50);

  const visit = async (path: string, session?: string) => {
    const headers = session ? { cookie: `${SESSION_COOKIE}=${session}` } : undefined;
    const answer = await fetch(network.origin + path, headers && { headers });
    const text = await answer.text();
    for (const word of [...SECRETS, password]) {
      const asked = path.includes(word) || (path.startsWith('/search') && word === 'heronry');
      if (!asked) assert.ok(!text.includes(word), `${word} in ${path}: ${text}`);
    }
    return { status: answer.status, text };
  };
  for (const path of PUBLIC) await visit(path);
  for (const path of [
    '/reading/recommended',
    '/reading/feed.xml',
    '/reading/rss.xml',
    '/reading/feed.json',
  ]) {
    const { text } = await visit(path);
    assert.match(text, /The meant page/);
    assert.match(text, /Read this one/);
    assert.ok(text.includes(`${server.origin}/meant`));
  }
  assert.match((await visit('/reading')).text, /Title first/);

  const { url } = await api.createInvitation({ role: 'member', note: '' });
  const code = new URL(url).pathname.split('/').at(-1)!;
  const { session } = await api.acceptInvitation({ code, name: 'Ben', from: { address: '127.0.0.1' } });
  for (const path of MEMBER) assert.equal((await visit(path, session)).status, 200, path);
  for (const id of [meant, unmentioned, first])
    assert.equal((await visit(`/reader/item/${id}`, session)).status, 404, 'an item of another');
});
