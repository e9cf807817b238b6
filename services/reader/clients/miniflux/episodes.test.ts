import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saveItems } from '../../items/save-items.ts';
import { claimIcons, keepIcon } from '../../store/icons.ts';
import { feedServer } from '../../testing/feed-server.ts';
import { entry } from '../../testing/items.ts';
import { prose, webPage } from '../../testing/pages.ts';
import { miniflux } from '../testing/miniflux.ts';

test('an app is given icons and the text of pages, and keeps how far an episode was heard', async t => {
  const { ctx, ask, json, feeds } = await miniflux(t);
  const site = await feedServer(t, { '/post': { body: webPage(prose('heron')) } });
  const sound = {
    url: 'https://a.example/1.mp3',
    type: 'audio/mpeg',
    bytes: 9,
    seconds: 60,
    title: undefined,
  };
  const episode = entry('episode', 11, {
    url: `${site.origin}/post`,
    enclosures: [{ ...sound, medium: 'audio' }],
  });
  await saveItems(ctx, Number(feeds[0]), [episode], new Date());
  await claimIcons(ctx.db, 10);
  await keepIcon(
    ctx.db,
    Number(feeds[0]),
    { hash: 'ab', type: 'image/png', data: Buffer.from('picture') },
    new Date(),
  );

  const feed = (await json(`feeds/${feeds[0]}`)) as unknown as { icon: { icon_id: number } };
  const icon = { id: feed.icon.icon_id, mime_type: 'image/png', data: 'image/png;base64,cGljdHVyZQ==' };
  assert.deepEqual(await json(`feeds/${feeds[0]}/icon`), icon);
  assert.deepEqual(await json(`icons/${feed.icon.icon_id}`), icon);
  assert.equal((await ask('GET', `icons/${feeds[1]}`)).status, 404);

  type Episode = { id: number; enclosures: { id: number; media_progression: number }[] };
  const newest = async () => (await json('entries?direction=desc&limit=1')).entries[0] as unknown as Episode;
  const { id, enclosures } = await newest();
  const page = (await json(`entries/${id}/fetch-content`)) as unknown as { content: string };
  assert.match(page.content, /The heron stood by the river/);
  const heard = await ask('PUT', `enclosures/${enclosures[0]!.id}`, { media_progression: 42 });
  assert.equal(heard.status, 204);
  assert.equal((await newest()).enclosures[0]!.media_progression, 42);
  const [other] = (await json('entries?limit=1')).entries;
  assert.equal(
    (await ask('GET', `entries/${other!.id}/fetch-content`)).status,
    503,
    'a page that is not there',
  );
});
