import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../core/errors.ts';
import { kinds, samplePost } from '../../services/web/testing/sample.ts';
import { testSite } from '../../services/web/testing/test-site.ts';
import { launch, noChromium } from './support/chromium.ts';
import { inspect } from './support/inspect.ts';
import { type Look, looks } from './support/looks.ts';

/** Each kind of page, with the status it is shown with. */
const PAGES: readonly (readonly [path: string, status: number])[] = [
  ['/', 200],
  ['/?after=1', 200],
  ['/?after=4', 200],
  ['/?after=6', 200],
  ['/?after=8', 200],
  ['/posts/a-wall-without-mortar', 200],
  ['/posts/first-frost', 200],
  ...kinds.map(({ slug }) => [`/posts/${slug}`, 200] as const),
  ['/now', 200],
  ['/about', 200],
  ['/series', 200],
  ['/series/walls', 200],
  ['/tags', 200],
  ['/tags/stone', 200],
  ['/archive', 200],
  ['/archive/2026', 200],
  ['/search', 200],
  ['/search?q=stone', 200],
  ['/search?q=nothing', 200],
  ['/reading', 200],
  ['/reading?tag=weather', 200],
  ['/bot', 200],
  ['/sign-in', 200],
  ['/setup/right-code', 200],
  ['/setup/wrong', 403],
  ['/nope', 404],
  ['/posts/first-frots', 404],
  ['/regretted', 410],
];

const series = { slug: 'walls', name: 'Walls and what they hold' };
const author = {
  name: 'Ann',
  bio: 'Lays hedges, and writes it down.',
  photo: '/icon.png',
  links: [{ label: 'Code', href: 'https://code.example/ann' }],
};

for (const [name, look] of Object.entries<Look>(looks)) {
  test(`every page is accessible, whole and alone with this site: ${name}`, { skip: noChromium }, async t => {
    const { app, world } = await testSite(t, { postsPerPage: 2 });
    world.site = { ...world.site, claimed: false, author };
    world.posts = [
      ...world.posts.map((post, index) => (index < 3 ? { ...post, series, pinned: index === 2 } : post)),
      ...kinds,
      samplePost({ kind: 'page', slug: 'now', title: 'Now' }),
    ];
    world.redirects = { '/regretted': { status: 410 } };
    const origin = await app.listen({ port: 0, host: '127.0.0.1' });
    const browser = await launch(t);
    const context = await browser.newContext(look.context);
    const found: Record<string, string[]> = {};
    for (const [path, status] of PAGES) {
      const problems = await inspect(context, origin + path, { status, look });
      if (problems.length > 0) found[path] = problems;
    }
    assert.deepEqual(found, {});
  });
}

test('an empty site and a broken one are accessible too', { skip: noChromium }, async t => {
  const { app, api, world } = await testSite(t);
  world.posts = [];
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await launch(t);
  const context = await browser.newContext(looks.phone.context);
  assert.deepEqual(await inspect(context, `${origin}/`), []);
  api.trouble = new AppError('unavailable', 'The api is away.');
  assert.deepEqual(await inspect(context, `${origin}/tags`, { status: 503 }), []);
  api.trouble = new AppError('internal', 'Something went wrong on our side.');
  assert.deepEqual(await inspect(context, `${origin}/tags`, { status: 500 }), []);
});
