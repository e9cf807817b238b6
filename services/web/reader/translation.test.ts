import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedIn } from '../testing/signed-in.ts';

test('where nobody translates, nothing speaks of it', async t => {
  const { page } = await signedIn(t, 'owner');
  for (const path of ['/reader/item/i1', '/reader/feeds']) assert.doesNotMatch(await page(path), /ranslat/);
});

test('an item is read in the language of the site, and it says who translated and how to have the original back', async t => {
  const { page, world } = await signedIn(t, 'owner');
  world.translators = ['LibreTranslate'];
  assert.match(await page('/reader/item/i1'), /href="\/reader\/item\/i1\?translated=yes">Translate</);
  const shown = await page('/reader/item/i1?translated=yes');
  assert.match(
    shown,
    /Translated from English by LibreTranslate\. <a href="\/reader\/item\/i1">Show the original/,
  );
  assert.match(shown, /Der Titel &lt;1&gt;/);
  assert.match(shown, /lang="en" dir="auto"><p>Der ganze Text\./);
  assert.deepEqual(world.read.at(-1), [
    'translateItem',
    { account: 'owner', id: 'i1', to: 'en', images: 'proxied' },
  ]);
});

test('the reader chooses another language, which the browser remembers', async t => {
  const { page, world } = await signedIn(t, 'member');
  world.translators = ['DeepL'];
  const wanted = () => (world.read.at(-1)![1] as { to: string }).to;
  assert.match(
    await page('/reader/item/i1?translated=yes&language=fr'),
    /<option value="fr" selected>French</,
  );
  await page('/reader/item/i1?translated=yes');
  assert.equal(wanted(), 'fr');
  assert.match(await page('/reader/feeds'), /Translate items into/);
  await page('/reader/item/i1?translated=yes&language=%3Cb%3E');
  assert.equal(wanted(), 'fr', 'what is no language changes nothing');
});

test('why there is no translation is said above the original', async t => {
  const { page, world } = await signedIn(t, 'owner');
  world.translators = ['DeepL'];
  const shown = await page('/reader/item/i2?translated=yes');
  assert.match(shown, /role="alert">Nobody who translates answers now\./);
  assert.match(shown, /The whole text\./);
});
