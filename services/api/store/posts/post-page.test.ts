import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { openDatabase } from '../../../../core/db/database.ts';
import { deletePost } from '../../methods/posts/delete-post.ts';
import { savePost } from '../../methods/posts/save-post.ts';
import { updatePost } from '../../methods/posts/update-post.ts';
import { saveSettings } from '../../methods/site/save-settings.ts';
import { closeThread } from '../../methods/thread/close-thread.ts';
import { getPostPage } from '../../methods/thread/get-post-page.ts';
import type { Schema } from '../../schema.ts';
import { reasonOf, type TestApi, testApi } from '../../testing/context.ts';
import { forgetPages } from './post-page.ts';

async function publish(api: TestApi, slug: string, more: object = {}): Promise<string> {
  const { post } = await savePost(api, { title: slug, slug, markdown: slug, status: 'published', ...more });
  return post.id;
}

async function respond(api: TestApi, post: string, words: string, more: object = {}): Promise<string> {
  const row = { post_id: post, kind: 'comment', origin: 'comment', status: 'approved', author_name: 'Ann' };
  const { id } = await api.db
    .insertInto('response')
    .values({ ...row, html: words, created_at: new Date(), ...more })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

const PICTURE = `/media/ab/${'c'.repeat(40)}.png`;

async function addPicture(api: TestApi): Promise<void> {
  await sql`insert into media (path, name, type, bytes, width, height, responsive, search)
    values (${PICTURE}, 'hedge.png', 'image/png', 9, 40, 30, true, '')`.execute(api.db);
}

/** The same page, read by a process that counts the statements. */
async function counted(t: TestContext, api: TestApi) {
  let statements = 0;
  const database = openDatabase<Schema>({ url: api.url, schema: 'api', log: api.log });
  t.after(() => database.close());
  const db = database.db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      statements++;
      return result;
    },
  });
  return async (slug: string) => {
    statements = 0;
    const page = await getPostPage({ ...api, db }, { slug });
    return { page, statements };
  };
}

test('a page is read in two statements, and in one for as long as nothing that it shows has changed', async t => {
  const api = await testApi(t);
  const read = await counted(t, api);
  const post = await publish(api, 'talk', { tags: ['Tea'] });
  await publish(api, 'other', { tags: ['Tea'] });
  await respond(api, post, 'first');
  const first = await read('talk');
  const again = await read('talk');
  assert.deepEqual([first.statements, again.statements], [2, 1]);
  assert.deepEqual(again.page, first.page);
  assert.deepEqual(
    [
      first.page.content!.post.slug,
      first.page.content!.around.newer?.slug,
      first.page.content!.around.related.map(one => one.slug),
    ],
    ['talk', 'other', ['other']],
  );
  assert.deepEqual(
    first.page.content!.responses.map(one => one.html),
    ['first'],
  );
  await respond(api, await publish(api, 'third', { visibility: 'unlisted' }), 'elsewhere');
  await read('talk');
  await respond(api, (await read('third')).page.content!.post.id, 'elsewhere again');
  await saveSettings(api, { description: 'New words' });
  assert.equal((await read('talk')).statements, 1, 'what was said to another post changes nothing here');
});

test('who has the version of a page is told that it is that still, and gets the page when it is another', async t => {
  const api = await testApi(t);
  const post = await publish(api, 'talk');
  const { version, content } = await getPostPage(api, { slug: 'talk' });
  assert.ok(content);
  const ask = (known: string) => getPostPage(api, { slug: 'talk', known });
  assert.deepEqual(await ask(version), { version, comments: 'open', letters: false });
  await closeThread(api, { slug: 'talk', closed: true });
  assert.equal((await ask(version)).comments, 'closed');
  const latest = (await ask(version)).version;
  await respond(api, post, 'first');
  const after = await ask(latest);
  assert.notEqual(after.version, latest);
  assert.deepEqual(
    after.content?.responses.map(one => one.html),
    ['first'],
  );
  assert.ok((await ask("no version '")).content);
});

test('whatever changes what a page shows is seen on it at once', async t => {
  const api = await testApi(t);
  const read = await counted(t, api);
  const photos = [{ src: PICTURE, alt: '' }];
  const post = await publish(api, 'talk', { tags: ['Tea'], series: 'Walls', photos });
  const other = await publish(api, 'other', { tags: ['Tea'] });
  const said = await respond(api, post, 'first');
  const page = async () => JSON.stringify((await read('talk')).page);
  const changes: readonly [what: string, change: () => Promise<unknown>, shown: RegExp | undefined][] = [
    ['a response', () => respond(api, post, 'second'), /second/],
    [
      'its new words',
      () => api.db.updateTable('response').set({ html: 'mended' }).where('id', '=', said).execute(),
      /mended/,
    ],
    ['its end', () => api.db.deleteFrom('response').where('id', '=', said).execute(), undefined],
    ['the post', () => updatePost(api, { id: post, changes: { markdown: 'New words.' } }), /New words/],
    ['a neighbour', () => updatePost(api, { id: other, changes: { title: 'Renamed' } }), /Renamed/],
    ['a tag', () => sql`update tag set name = 'Green tea'`.execute(api.db), /Green tea/],
    ['a series', () => sql`update series set name = 'Stone walls'`.execute(api.db), /Stone walls/],
    ['a picture that comes later', () => addPicture(api), /"width":40/],
    ['its words', () => sql`update media set alt = 'A hedge'`.execute(api.db), /A hedge/],
    ['a closed thread', () => closeThread(api, { slug: 'talk', closed: true }), /"comments":"closed"/],
    ['an opened thread', () => closeThread(api, { slug: 'talk', closed: false }), /"comments":"open"/],
    ['the setting for all', () => saveSettings(api, { comments: false }), /"comments":"off"/],
    ['a new post', () => publish(api, 'newest', { tags: ['Tea'] }), /newest/],
    ['the end of a neighbour', () => deletePost(api, { id: other }), undefined],
  ];
  for (const [what, change, shown] of changes) {
    const before = await page();
    assert.equal(await page(), before);
    await change();
    const after = await page();
    assert.notEqual(after, before, what);
    if (shown) assert.match(after, shown);
    assert.equal(await page(), after, what);
  }
  await deletePost(api, { id: post });
  assert.equal(await reasonOf(getPostPage(api, { slug: 'talk' })), 'not_found');
});

test('a change that was under way while the page was read is not missed, whichever began first', async t => {
  const api = await testApi(t);
  const post = await publish(api, 'talk');
  const words = async () =>
    (await getPostPage(api, { slug: 'talk' })).content!.responses.map(one => one.html).sort();
  const began = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const slow = api.db.transaction().execute(async trx => {
    await respond({ ...api, db: trx }, post, 'began first');
    began.resolve();
    await end.promise;
  });
  await began.promise;
  await respond(api, post, 'began later');
  assert.deepEqual(await words(), ['began later']);
  end.resolve();
  await slow;
  assert.deepEqual(await words(), ['began first', 'began later']);
});

test('pages of yesterday, and those that a database from elsewhere brings along, are read anew and forgotten', async t => {
  const api = await testApi(t);
  await publish(api, 'talk');
  const tamper = (columns: string) =>
    sql`update post_page set ${sql.raw(columns)}, content = replace(content, '"talk"', '"tampered"')`.execute(
      api.db,
    );
  const slug = async () => (await getPostPage(api, { slug: 'talk' })).content!.post.slug;
  await slug();
  await tamper('made_at = made_at');
  assert.equal(await slug(), 'tampered', 'the page is kept');
  await tamper(`seen = '900000000:900000000:'`);
  assert.equal(await slug(), 'talk');
  await tamper(`made_at = now() - interval '25 hours'`);
  assert.equal(await slug(), 'talk');
  await sql`update post_page set made_at = now() - interval '25 hours'`.execute(api.db);
  await sql`update page_change set at = now() - interval '49 hours'`.execute(api.db);
  await forgetPages(api.db);
  const { rows } = await sql`select from post_page union all select from page_change`.execute(api.db);
  assert.equal(rows.length, 0);
});
