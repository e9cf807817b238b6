import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../../../core/rpc/contract.ts';
import type { apiContract } from '../../contract.ts';
import { getOwnPost } from '../../methods/posts/get-own-post.ts';
import { implement } from '../../methods.ts';
import { testApi } from '../../testing/context.ts';
import { items, oldSite } from '../../testing/wordpress.ts';
import { importSite } from '../foreign/import-site.ts';
import { readWordpress } from './wordpress.ts';

test('nobody is told of posts that come in, unless it is asked for', async t => {
  const { file } = await oldSite(t, items);
  const eventsOf = async (tell: boolean) => {
    const api = await testApi(t);
    await importSite(implement(api) as unknown as Client<typeof apiContract>, await readWordpress(file), {
      tell,
    });
    return (await api.db.selectFrom('outbox').select('event').execute()).map(({ event }) => event);
  };
  assert.deepEqual(await eventsOf(false), []);
  assert.deepEqual(await eventsOf(true), ['post.published', 'post.published']);
});

test('when the old site is gone, running it again leaves what the owner has edited since', async t => {
  const api = await testApi(t);
  const client = implement(api) as unknown as Client<typeof apiContract>;
  const { file, setGone } = await oldSite(t, items);
  await importSite(client, await readWordpress(file));
  const { id, markdown } = await getOwnPost(api, { key: 'hedges' });
  await client.updatePost({ id, changes: { markdown: `${markdown}\n\nMine.` } });
  setGone(true);
  const again = await importSite(client, await readWordpress(file));
  assert.deepEqual([again.updated, again.unchanged], [0, 4]);
  assert.equal((await getOwnPost(api, { key: 'hedges' })).markdown, `${markdown}\n\nMine.`);
});

test('pictures that could not be fetched are put in by a later run, beside what was edited', async t => {
  const api = await testApi(t);
  const client = implement(api) as unknown as Client<typeof apiContract>;
  const { file, base, setGone } = await oldSite(t, items);
  setGone(true);
  const first = await importSite(client, await readWordpress(file));
  assert.match(JSON.stringify(first.warnings), /hedge\.gif could not be fetched/);
  const { id, markdown } = await getOwnPost(api, { key: 'hedges' });
  assert.ok(markdown.includes(`(${base}/wp-content/uploads/hedge.gif)`));
  await client.updatePost({
    id,
    changes: { markdown: `${markdown}\n\nMine: ${base}/wp-content/uploads/hedge.gif.html` },
  });
  setGone(false);
  const again = await importSite(client, await readWordpress(file));
  assert.deepEqual([again.updated, again.unchanged], [1, 3]);
  const mended = (await getOwnPost(api, { key: 'hedges' })).markdown;
  assert.ok(mended.endsWith(`Mine: ${base}/wp-content/uploads/hedge.gif.html`));
  assert.equal(mended.split('/wp-content/').length, 2);
  assert.match(mended, /!\[A hedge\]\(\/media\//);
});
