import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AppError } from '../../../core/errors.ts';
import { listAudit } from '../methods/people/list-audit.ts';
import { deletePost } from '../methods/posts/delete-post.ts';
import { getPage } from '../methods/posts/get-page.ts';
import { getPost } from '../methods/posts/get-post.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { updatePost } from '../methods/posts/update-post.ts';
import { deleteRedirect } from '../methods/redirects/delete-redirect.ts';
import { listRedirects } from '../methods/redirects/list-redirects.ts';
import { resolvePath } from '../methods/redirects/resolve-path.ts';
import { saveRedirect } from '../methods/redirects/save-redirect.ts';
import { reasonOf, testApi } from '../testing/context.ts';
import { encodeTarget, readablePath, readTarget } from './paths.ts';

test('an old slug leads to the post for as long as no other post has it', async t => {
  const api = await testApi(t);
  const { post } = await savePost(api, { slug: 'one', title: 'A', markdown: '', status: 'published' });
  await updatePost(api, { id: post.id, changes: { slug: 'two' } });
  await updatePost(api, { id: post.id, changes: { slug: 'three' } });
  for (const slug of ['one', 'two']) {
    const error = await getPost(api, { slug }).catch((thrown: AppError) => thrown);
    assert.deepEqual(
      [(error as AppError).reason, (error as AppError).details],
      ['moved', { slug: 'three', path: '/posts/three' }],
    );
    assert.deepEqual(await resolvePath(api, { path: `/posts/${slug}` }), { to: '/posts/three', status: 301 });
  }
  const other = await savePost(api, { slug: 'one', title: 'B', markdown: '', status: 'published' });
  assert.equal((await getPost(api, { slug: 'one' })).title, 'B');
  assert.deepEqual(await resolvePath(api, { path: '/posts/one' }), {});
  await deletePost(api, { id: other.post.id });
  assert.equal(await reasonOf(getPost(api, { slug: 'one' })), 'moved');
  await updatePost(api, { id: post.id, changes: { status: 'draft' } });
  assert.equal(await reasonOf(getPost(api, { slug: 'one' })), 'not_found');
});

test('a slug that nobody asked for leaves the old address of another post alone', async t => {
  const api = await testApi(t);
  const { post } = await savePost(api, { title: 'Walk', markdown: '', status: 'published' });
  await updatePost(api, { id: post.id, changes: { slug: 'long-walk' } });
  const asked = { title: 'Walk', markdown: '', status: 'published' as const };
  assert.equal((await savePost(api, { ...asked, dryRun: true })).post.slug, 'walk-2');
  assert.equal((await savePost(api, asked)).post.slug, 'walk-2');
  assert.equal(await reasonOf(getPost(api, { slug: 'walk' })), 'moved');
  assert.equal((await savePost(api, { ...asked, slug: 'walk' })).post.slug, 'walk');
});

test('however posts are renamed, every address that one had leads to who has it or had it last', async t => {
  const slug = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const renames = fc.array(fc.record({ post: fc.nat(2), slug }), { maxLength: 12 });
  const api = await testApi(t);
  await fc.assert(
    fc.asyncProperty(renames, async steps => {
      await api.db.deleteFrom('post').execute();
      const now: string[] = [];
      const last = new Map<string, number>();
      for (const [post, slug] of ['x', 'y', 'z'].entries()) {
        await savePost(api, { slug, markdown: '', status: 'published' });
        now[post] = slug;
      }
      for (const { post, slug } of steps) {
        const { id } = await getPost(api, { slug: now[post]! });
        const taken = now.includes(slug) && now[post] !== slug;
        const outcome = await reasonOf(updatePost(api, { id, changes: { slug } }));
        assert.equal(outcome, taken ? 'slug_taken' : undefined);
        if (taken) continue;
        last.set(now[post]!, post);
        now[post] = slug;
      }
      for (const [slug, post] of last) {
        const { to } = await resolvePath(api, { path: `/posts/${slug}` });
        assert.equal(to, now.includes(slug) ? undefined : `/posts/${now[post]}`);
      }
    }),
    { numRuns: 8 },
  );
});

test('a draft may change its slug without a trace', async t => {
  const api = await testApi(t);
  const { post } = await savePost(api, { slug: 'one', markdown: '' });
  await updatePost(api, { id: post.id, changes: { slug: 'two', status: 'published' } });
  assert.equal(await reasonOf(getPost(api, { slug: 'one' })), 'not_found');
});

test('a page stands at the top, and other spellings and places lead to it', async t => {
  const api = await testApi(t);
  await savePost(api, { kind: 'page', slug: 'now', title: 'Now', markdown: 'x', status: 'published' });
  await savePost(api, { slug: 'straße', title: 'S', markdown: 'x', status: 'published' });
  assert.equal((await getPage(api, { slug: 'now' })).title, 'Now');
  assert.equal(await reasonOf(getPost(api, { slug: 'now' })), 'moved');
  assert.equal(await reasonOf(getPage(api, { slug: 'straße' })), 'moved');
  const resolve = async (path: string) => (await resolvePath(api, { path })).to;
  assert.equal(await resolve('/posts/now'), '/now');
  assert.equal(await resolve('/NOW/?x=1'), '/now');
  assert.equal(await resolve('/now'), undefined);
  assert.equal(await resolve('/stra%C3%9Fe'), '/posts/stra%C3%9Fe');
  assert.equal(await resolve('/posts/stra%C3%9Fe'), undefined);
  for (const path of ['/%', '/%00', 'now', '', '//', '/posts/', `/${'x'.repeat(500)}`])
    assert.equal(await resolve(path), undefined, path);
});

test('a page cannot have an address of the site itself', async t => {
  const api = await testApi(t);
  const page = { kind: 'page' as const, title: 'Search', markdown: '' };
  assert.equal(await reasonOf(savePost(api, { ...page, slug: 'search' })), 'slug_reserved');
  assert.equal(await reasonOf(savePost(api, { ...page, slug: 'robots.txt' })), 'slug_reserved');
  assert.equal((await savePost(api, page)).post.slug, 'search-page');
  const { post } = await savePost(api, { slug: 'tags', title: 'Tags', markdown: '' });
  const change = updatePost(api, { id: post.id, changes: { kind: 'page' } });
  assert.equal(await reasonOf(change), 'slug_reserved');
});

test('what was deleted is gone for good until something stands there again', async t => {
  const api = await testApi(t);
  const make = () => savePost(api, { slug: 'a', title: 'A', markdown: '', status: 'published' });
  await deletePost(api, { id: (await make()).post.id });
  assert.deepEqual(await resolvePath(api, { path: '/posts/a' }), { status: 410 });
  const again = await make();
  assert.deepEqual(await resolvePath(api, { path: '/posts/a' }), {});
  await updatePost(api, { id: again.post.id, changes: { slug: 'b' } });
  assert.deepEqual(await resolvePath(api, { path: '/posts/a' }), { to: '/posts/b', status: 301 });
});

test('redirects are followed to their end, and a loop is refused', async t => {
  const api = await testApi(t);
  const save = (path: string, target: string, status: 301 | 302 = 301) =>
    saveRedirect(api, { path, target, status });
  await save('/a', '/b');
  await save('/b', 'https://croft.example/c%20d/');
  await save('/c d/', 'https://example.org/x?y#z', 302);
  assert.deepEqual(await resolvePath(api, { path: '/a?q' }), {
    to: 'https://example.org/x?y#z',
    status: 302,
  });
  assert.equal(await reasonOf(save('/x', '/x/')), 'redirect_loop');
  assert.equal(await reasonOf(save('/c d', '/a')), 'redirect_loop');
  const both = await Promise.allSettled([save('/p', '/q'), save('/q', '/p')]);
  assert.equal(both.filter(one => one.status === 'fulfilled').length, 1);
  await saveRedirect(api, { path: '/b', status: 410 });
  assert.deepEqual(await resolvePath(api, { path: '/a' }), { status: 410 });
  await deleteRedirect(api, { path: '/a/' });
  assert.deepEqual(await resolvePath(api, { path: '/a' }), {});
  assert.equal(await reasonOf(deleteRedirect(api, { path: '/a' })), 'not_found');
  assert.equal(api.revisions.length, 6);
});

test('the log says who made and removed a redirect', async t => {
  const api = await testApi(t);
  const actor = { address: '203.0.113.9' };
  await saveRedirect(api, { path: '/a', target: '/b', status: 302, actor });
  await deleteRedirect(api, { path: '/a/', actor });
  const { entries } = await listAudit(api, { limit: 10 });
  assert.deepEqual(
    entries.map(({ action, subject, detail, address }) => [action, subject, detail, address]),
    [
      ['site.redirect-remove', '/a', {}, '203.0.113.0/24'],
      ['site.redirect', '/a', { status: 302, target: '/b' }, '203.0.113.0/24'],
    ],
  );
});

test('what cannot be a redirect is refused', async t => {
  const api = await testApi(t);
  const refused = (path: string, target: string | undefined, status: 301 | 302 | 410 = 301) =>
    reasonOf(saveRedirect(api, { path, target, status }));
  for (const path of [
    '/',
    '/admin',
    '/archive/',
    '/feed.xml',
    '/sign-in',
    '/admin/posts',
    '/api/v1',
    'x',
    '/%zz',
    '',
    `/${'x'.repeat(600)}`,
  ])
    assert.equal(await refused(path, '/to'), 'invalid', path);
  for (const target of [
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    'data:,x',
    'https://a:b@c.example',
    'http:',
  ])
    assert.equal(await refused('/from', target), 'invalid', target);
  assert.equal(await refused('/from', undefined), 'invalid');
  assert.equal(await refused('/from', '/to', 410), 'invalid');
});

test('redirects are listed by path, page by page, and found by a part of them', async t => {
  const api = await testApi(t);
  for (const name of ['b', 'a', 'ü', 'c'])
    await saveRedirect(api, { path: `/${name}`, target: `/to/${name}`, status: 301 });
  const first = await listRedirects(api, { limit: 3 });
  const second = await listRedirects(api, { limit: 3, cursor: first.next });
  const paths = [...first.redirects, ...second.redirects].map(one => one.path);
  assert.deepEqual([paths, second.next], [['/a', '/b', '/c', '/ü'], undefined]);
  const found = await listRedirects(api, { limit: 3, query: 'to/ü' });
  assert.deepEqual(found.redirects, [{ path: '/ü', target: '/to/ü', status: 301, automatic: false }]);
});

test('any path reads the same after it was encoded for a header', () => {
  const segment = fc.string({ unit: 'grapheme', minLength: 1 }).filter(text => !['.', '..'].includes(text));
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), segments => {
      const path = readablePath(`/${segments.map(one => encodeURIComponent(one)).join('/')}`);
      assert.ok(path !== undefined);
      const target = readTarget(path, 'https://croft.example');
      assert.equal(readablePath(encodeTarget(target)), path);
      assert.match(encodeTarget(target), /^\/[!-~]*$/);
    }),
  );
});

test('paths that a post had elsewhere lead to it from the moment that it is there, and no redirect of the owner is touched', async t => {
  const api = await testApi(t);
  await saveRedirect(api, { path: '/mine', target: 'https://other.example/', status: 302 });
  const saved = await savePost(api, {
    source: 'old:1',
    title: 'Hill',
    markdown: '',
    status: 'published',
    formerPaths: ['/2019/hill/', '/posts/old-hill', '/posts/hill', '/mine', '/admin/x'],
  });
  for (const path of ['/2019/hill', '/posts/old-hill'])
    assert.deepEqual(await resolvePath(api, { path }), { to: '/posts/hill', status: 301 });
  assert.deepEqual(await resolvePath(api, { path: '/mine' }), { to: 'https://other.example/', status: 302 });
  assert.deepEqual(
    saved.notes?.map(note => note.slice(0, 45)),
    ['its old address /mine leads to https://other.', 'its old address /admin/x cannot lead here: "/'],
  );
  await deleteRedirect(api, { path: '/2019/hill', actor: {} });
  const again = { source: 'old:1', title: 'Hill', markdown: '', status: 'published' as const };
  await savePost(api, { ...again, formerPaths: ['/2019/hill', '/2018/hill'] });
  assert.deepEqual(await resolvePath(api, { path: '/2018/hill' }), { to: '/posts/hill', status: 301 });
});
