import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createFetcher } from '../../../core/fetch/index.ts';
import { createLog } from '../../../core/log.ts';
import { Metrics } from '../../../core/metrics.ts';
import { type Answer, otherSite } from '../testing/other-site.ts';
import { discoverEndpoint } from './discover.ts';

/** Serves `/post` and gives the endpoint found there, without the origin. */
async function endpointOf(t: TestContext, post: Answer | ((origin: string) => Answer)) {
  const site = await otherSite(t);
  const fetcher = createFetcher({
    userAgent: 'Croft-Test',
    allow: ['127.0.0.1'],
    log: createLog({ level: 'silent' }),
    metrics: new Metrics(),
  });
  t.after(() => fetcher.close());
  site.page('/dir/moved', { body: '<link rel="webmention" href="hook?page=moved">' });
  const target = site.page('/post', typeof post === 'function' ? post(site.origin) : post);
  return (await discoverEndpoint(fetcher, target))?.replace(site.origin, '');
}

const header = (link: string | string[], body = '') => ({ headers: { link }, body });

/** The cases of https://webmention.rocks, in its order, each with the endpoint that must be found. */
const FORMS: [string, Answer | ((origin: string) => Answer), string | undefined][] = [
  ['1: Link header, unquoted rel, relative', header('</hook>; rel=webmention'), '/hook'],
  ['2: Link header, unquoted rel, absolute', origin => header(`<${origin}/hook>; rel=webmention`), '/hook'],
  ['3: link element, relative', { body: '<head><link rel="webmention" href="/hook"></head>' }, '/hook'],
  [
    '4: link element, absolute',
    origin => ({ body: `<link rel="webmention" href="${origin}/hook">` }),
    '/hook',
  ],
  ['5: a element, relative', { body: '<p><a rel="webmention" href="/hook">x</a>' }, '/hook'],
  [
    '6: a element, absolute',
    origin => ({ body: `<a rel="webmention" href="${origin}/hook">x</a>` }),
    '/hook',
  ],
  ['7: Link header with strange case', { headers: { LinK: '</hook>; rel=webmention' } }, '/hook'],
  ['8: Link header, quoted rel', header('</hook>; rel="webmention"'), '/hook'],
  ['9: several rels on a link element', { body: '<link rel="webmention foo" href="/hook">' }, '/hook'],
  ['10: several rels in a Link header', header('</hook>; rel="webmention somethingelse"'), '/hook'],
  [
    '11: header, link and a element: the header is first',
    header(
      '</hook>; rel=webmention',
      '<link rel="webmention" href="/no"><a rel="webmention" href="/no">x</a>',
    ),
    '/hook',
  ],
  [
    '12: rel that only begins alike',
    { body: '<link rel="not-webmention" href="/no"><a rel="webmention" href="/hook">x</a>' },
    '/hook',
  ],
  [
    '13: a false endpoint in a comment',
    { body: '<!-- <a rel="webmention" href="/no"></a> --><a rel="webmention" href="/hook">x</a>' },
    '/hook',
  ],
  [
    '14: a false endpoint in escaped HTML',
    { body: '<code>&lt;a href="/no" rel="webmention"&gt;</code><a rel="webmention" href="/hook">x</a>' },
    '/hook',
  ],
  ['15: empty href is the page itself', { body: '<link rel="webmention" href="">' }, '/post'],
  [
    '16: a before link: the first in the document',
    { body: '<a rel="webmention" href="/hook">x</a><link rel="webmention" href="/no">' },
    '/hook',
  ],
  [
    '17: link before a: the first in the document',
    { body: '<link rel="webmention" href="/hook"><a rel="webmention" href="/no">x</a>' },
    '/hook',
  ],
  ['18: several Link headers', header(['</other>; rel="other"', '</hook>; rel="webmention"']), '/hook'],
  [
    '19: one Link header with several values',
    header('</other>; rel="other", </hook>; rel="webmention"'),
    '/hook',
  ],
  [
    '20: a link element without href',
    { body: '<link rel="webmention"><a rel="webmention" href="/hook">x</a>' },
    '/hook',
  ],
  [
    '21: query in the endpoint',
    { body: '<link rel="webmention" href="/hook?query=yes&amp;b=1">' },
    '/hook?query=yes&b=1',
  ],
  [
    '22: relative to the path of the page',
    { body: '<link rel="webmention" href="post/hook">' },
    '/post/hook',
  ],
  [
    '23: relative to where a redirect leads',
    { status: 302, headers: { location: '/dir/moved?token=1' } },
    '/dir/hook?page=moved',
  ],
  ['a page without one', header('</x>; rel=preload', '<a href="/no">webmention</a>'), undefined],
  [
    'commas in an address and in a title',
    header('</a,b>; title="x, <y>; rel=webmention", </hook>; rel=webmention'),
    '/hook',
  ],
  ['a base element', { body: '<base href="/other/"><link rel="webmention" href="hook">' }, '/other/hook'],
  [
    'elements of what is not HTML',
    { headers: { 'content-type': 'text/plain' }, body: '<link rel="webmention" href="/no">' },
    undefined,
  ],
  [
    'a film with a header',
    { headers: { link: '</hook>; rel=webmention' }, body: Buffer.alloc(1_500_000) },
    '/hook',
  ],
];

for (const [name, post, expected] of FORMS)
  test(`the endpoint is found: ${name}`, async t => assert.equal(await endpointOf(t, post), expected));

test('what is broken in a header hides nothing after it', async t => {
  const link = `${'<x>; rel="'.repeat(1500)}, </hook>; rel=webmention`;
  assert.equal(await endpointOf(t, header(link)), '/hook');
});
