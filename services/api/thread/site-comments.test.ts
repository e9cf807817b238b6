import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addComment } from '../methods/thread/add-comment.ts';
import { deleteComment } from '../methods/thread/delete-comment.ts';
import { editComment } from '../methods/thread/edit-comment.ts';
import { getThread } from '../methods/thread/get-thread.ts';
import { openComment } from '../methods/thread/open-comment.ts';
import { insertWebIdentity } from '../store/indieauth/web-identities.ts';
import { setStatus } from '../store/thread/status.ts';
import { newAddress, proved, publishPost } from '../testing/comments.ts';
import { testApi } from '../testing/context.ts';

test('whoever has proved a site signs with it, and nobody signs with a site or a name that is not theirs', async t => {
  const api = await testApi(t);
  await publishPost(api);
  const say = async (identity: { url: string; name: string } | undefined, name: string) => {
    const { secret } = identity ? await insertWebIdentity(api.db, identity) : { secret: 'guess' };
    const visitor = { address: newAddress(), site: secret };
    const { id } = await addComment(api, {
      slug: 'p',
      name,
      markdown: `${secret}.`,
      visitor,
      ...proved(api),
    });
    await api.db.transaction().execute(trx => setStatus(trx, [id], 'approved'));
    const { responses } = await getThread(api, { slug: 'p' });
    const author = responses.find(one => one.id === id)!.author;
    return [author.name, author.url, author.verified];
  };
  const ann = 'https://ann.example/';
  assert.deepEqual(await say({ url: ann, name: 'Ann' }, 'typed'), ['Ann', ann, true]);
  assert.deepEqual(await say({ url: ann, name: 'Owner' }, 'typed'), ['ann.example', ann, true]);
  assert.deepEqual(await say({ url: ann, name: '\u202E' }, 'typed'), ['ann.example', ann, true]);
  assert.deepEqual(await say(undefined, 'Ben'), ['Ben', undefined, false]);
});

test('a comment is changed by whoever proves the site that it was signed with, and never by a site that was only typed in', async t => {
  const api = await testApi(t);
  await publishPost(api);
  const site = async (url: string) => (await insertWebIdentity(api.db, { url, name: 'Ann' })).secret;
  const from = (secret: string) => ({ name: '', visitor: { address: newAddress(), site: secret } });
  const [ann, again, ben] = [
    await site('https://ann.example/'),
    await site('https://ann.example/'),
    await site('https://ben.example/'),
  ];
  const { id } = await addComment(api, { slug: 'p', markdown: 'Signed.', ...from(ann), ...proved(api) });
  const typed = await addComment(api, {
    slug: 'p',
    name: 'Dee',
    markdown: 'Typed.',
    website: 'https://ben.example/',
    code: 'seven quiet stones',
    visitor: { address: newAddress() },
  });

  assert.equal((await openComment(api, { id, ...from(again) })).markdown, 'Signed.');
  for (const one of [
    { id, ...from(ben) },
    { id: typed.id, ...from(ben) },
    { id, ...from('guess'), name: 'Ann' },
  ])
    await assert.rejects(openComment(api, one), { code: 'forbidden', reason: 'wrong_code' });
  // Signed in or not, a code opens what was written with it.
  const coded = { ...from(ann), id: typed.id, name: 'Dee', code: 'seven quiet stones' };
  assert.equal((await openComment(api, coded)).markdown, 'Typed.');

  await editComment(api, { id, markdown: 'Changed.', ...from(again) });
  assert.equal((await openComment(api, { id, ...from(ann) })).markdown, 'Changed.');
  await deleteComment(api, { id, ...from(again) });
  await assert.rejects(openComment(api, { id, ...from(ann) }), { code: 'not_found' });
});

test('a site is trusted from its first approved comment until one is held as spam', async t => {
  const api = await testApi(t);
  await publishPost(api);
  const { secret } = await insertWebIdentity(api.db, { url: 'https://ann.example/', name: 'Ann' });
  let count = 0;
  const say = () =>
    addComment(api, {
      slug: 'p',
      name: '',
      markdown: `Words, ${++count}.`,
      visitor: { address: newAddress(), site: secret },
      ...proved(api),
    });
  const become = (id: string, status: 'approved' | 'spam') =>
    api.db.transaction().execute(trx => setStatus(trx, [id], status));
  const first = await say();
  assert.deepEqual([first.status, (await say()).status], ['pending', 'pending']);
  await become(first.id, 'approved');
  const third = await say();
  assert.equal(third.status, 'approved');
  await become(third.id, 'spam');
  assert.equal((await say()).status, 'pending');
});
