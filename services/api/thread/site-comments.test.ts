import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addComment } from '../methods/thread/add-comment.ts';
import { getThread } from '../methods/thread/get-thread.ts';
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
