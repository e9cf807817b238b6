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

test('where nobody can tell the language, the reader says it, and keeps it for all of the feed', async t => {
  const { page, post, world } = await signedIn(t, 'member');
  world.translators = ['Apertium'];
  const refused = await page('/reader/item/i1?translated=yes');
  assert.match(refused, /id="problem" role="alert">The language of this could not be found out\./);
  assert.match(refused, /<select id="from" name="from" aria-invalid="true" aria-describedby="problem">/);
  assert.match(refused, /<option value="nn">Norwegian Nynorsk</);
  const shown = await page('/reader/item/i1?translated=yes&from=nn');
  assert.match(shown, /Translated from Norwegian Nynorsk by Apertium/);
  assert.match(shown, /<option value="nn" selected>/);
  const [, action] = /action="(\/reader\/feed\/\w+\/language)"/.exec(shown) ?? [];
  assert.ok(action);
  assert.equal(
    (await post(action, { language: 'nn', back: '/reader/item/i1' })).headers.location,
    '/reader/item/i1',
  );
  const [method, input] = world.read.at(-1) as [string, object];
  assert.deepEqual(
    [method, input],
    ['updateFeed', { account: 'member', id: action.split('/')[3], language: 'nn' }],
  );
  assert.equal((await post(action, { language: '<b>' })).statusCode, 400);
  assert.doesNotMatch(refused, /is always in/);
});
