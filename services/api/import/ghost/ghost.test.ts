import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Client } from '../../../../core/rpc/contract.ts';
import type { apiContract } from '../../contract.ts';
import { getOwnPost } from '../../methods/posts/get-own-post.ts';
import { implement } from '../../methods.ts';
import { testApi } from '../../testing/context.ts';
import { importSite } from '../foreign/import-site.ts';
import { readGhost } from './ghost.ts';

async function exported(t: TestContext, json: unknown): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-ghost-'));
  t.after(() => rm(directory, { recursive: true }));
  const file = join(directory, 'export.json');
  await writeFile(file, typeof json === 'string' ? json : JSON.stringify(json));
  return file;
}

const post = (fields: object) => ({
  id: '1',
  title: 'A wall',
  slug: 'a-wall',
  html: '<p>Stones. <a href="__GHOST_URL__/gaps/">Gaps</a></p><ul><li>one</li><li>two</li></ul>',
  type: 'post',
  status: 'published',
  visibility: 'public',
  featured: 1,
  created_at: '2024-01-01T00:00:00.000Z',
  published_at: '2024-01-02T00:00:00.000Z',
  updated_at: '2024-01-03T00:00:00.000Z',
  ...fields,
});

test('an export of Ghost comes in with tags in order, pages, members’ posts and old addresses', async t => {
  const api = await testApi(t);
  const client = implement(api) as unknown as Client<typeof apiContract>;
  const data = {
    posts: [
      post({}),
      post({
        id: '2',
        title: 'Gaps',
        slug: 'gaps',
        featured: 0,
        visibility: 'members',
        html: '<p>Sheep.</p>',
      }),
      post({ id: '3', title: 'About me', slug: 'about-me', type: 'page', html: '<h2>Hello</h2>' }),
      post({ id: '4', title: 'Half', slug: 'half', status: 'draft', published_at: null }),
      { id: '5', title: 7 },
    ],
    tags: [
      { id: 't1', name: 'Craft' },
      { id: 't2', name: 'Stone' },
      { id: 't3', name: '#internal' },
    ],
    posts_tags: [
      { post_id: '1', tag_id: 't1', sort_order: 1 },
      { post_id: '1', tag_id: 't2', sort_order: 0 },
      { post_id: '1', tag_id: 't3', sort_order: 2 },
    ],
  };
  const file = await exported(t, { db: [{ meta: { version: '6.0.0' }, data }] });
  const report = await importSite(client, await readGhost(file, 'https://old.example/'), { keepMedia: true });
  assert.deepEqual([report.created, report.failed], [4, []]);
  assert.match(
    report.warnings.map(({ warning }) => warning).join(' '),
    /was for members.*a post was left out/s,
  );
  const wall = await getOwnPost(api, { key: 'a-wall' });
  assert.deepEqual([wall.pinned, wall.tags.map(tag => tag.name)], [true, ['Stone', 'Craft']]);
  assert.equal(wall.markdown, 'Stones. [Gaps](/posts/gaps)\n\n- one\n- two');
  assert.equal((await getOwnPost(api, { key: 'gaps' })).visibility, 'private');
  assert.equal((await getOwnPost(api, { key: 'about-me' })).kind, 'page');
  assert.equal((await getOwnPost(api, { key: 'half' })).status, 'draft');
  const { redirects } = await client.listRedirects({ limit: 50 });
  assert.deepEqual(redirects.map(({ path, target }) => [path, target]).sort(), [
    ['/a-wall', '/posts/a-wall'],
    ['/gaps', '/posts/gaps'],
  ]);
});

test('a file that is no export is refused in words', async t => {
  await assert.rejects(readGhost(await exported(t, '{'), 'https://a.example'), /is not JSON/);
  await assert.rejects(
    readGhost(await exported(t, { posts: [] }), 'https://a.example'),
    /is not an export of Ghost/,
  );
  await assert.rejects(readGhost('/nowhere.json', 'https://a.example'), { code: 'not_found' });
});
