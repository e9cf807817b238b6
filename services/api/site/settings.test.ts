import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SettingsChanges } from '../contract.ts';
import { listAudit } from '../methods/people/list-audit.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { getSettings } from '../methods/site/get-settings.ts';
import { getSite } from '../methods/site/get-site.ts';
import { offerPlaces } from '../methods/site/offer-places.ts';
import { saveSettings } from '../methods/site/save-settings.ts';
import { testApi } from '../testing/context.ts';

test('what the owner sets goes before the configuration, and null goes back to it', async t => {
  const api = await testApi(t);
  assert.equal((await getSite(api)).title, 'Croft');
  const links = [{ label: 'Code', href: 'https://code.example/me' }];
  await saveSettings(api, {
    title: 'Field Notes',
    author: { name: 'Ann', links },
    comments: false,
    hue: 145,
  });
  const site = await getSite(api);
  assert.deepEqual(
    [site.title, site.author, site.comments, site.hue],
    ['Field Notes', { name: 'Ann', links }, false, 145],
  );
  await saveSettings(api, { title: null, hue: null, commentDays: undefined });
  const back = await getSite(api);
  assert.deepEqual([back.title, back.hue, back.comments], ['Croft', undefined, false]);
});

test('a change of settings is a change of the site, which drops its cached pages', async t => {
  const api = await testApi(t);
  await saveSettings(api, { description: 'Notes' });
  assert.equal(api.revisions.length, 1);
});

test('a place that another service offers is kept beside the settings, and is told once', async t => {
  const api = await testApi(t);
  const rooms = [{ label: 'Rooms', href: '/rooms' }];
  await offerPlaces(api, { by: 'chat', places: rooms });
  await offerPlaces(api, { by: 'chat', places: rooms });
  assert.deepEqual((await getSite(api)).places, rooms);
  assert.deepEqual((await getSettings(api)).own, []);
  assert.equal(api.revisions.length, 1);
  await offerPlaces(api, { by: 'chat', places: [] });
  assert.deepEqual([(await getSite(api)).places, api.revisions.length], [[], 2]);
});

test('settings that would break the pages are refused', () => {
  const bad: object[] = [
    { title: '  ' },
    { language: 'English' },
    { hue: 360 },
    { navigation: [{ label: 'x', href: 'javascript:alert(1)' }] },
    { navigation: [{ label: 'x', href: '//evil.example' }] },
    { support: [{ label: '', href: '/a' }] },
    { author: { name: 'Ann', url: 'ftp://a.example' } },
    { securityContact: 'ann' },
  ];
  for (const one of bad) assert.equal(SettingsChanges.safeParse(one).success, false, JSON.stringify(one));
});

test('the site has terms while there is a public page of that name', async t => {
  const api = await testApi(t);
  assert.equal((await getSite(api)).terms, false);
  await savePost(api, {
    kind: 'page',
    title: 'Terms',
    slug: 'terms',
    markdown: 'Be kind.',
    status: 'published',
  });
  assert.equal((await getSite(api)).terms, true);
});

test('the log says who changed which settings, and saving the same again changes and says nothing', async t => {
  const api = await testApi(t);
  const changes = { title: 'Field Notes', author: { name: 'Ann', url: undefined }, hue: null };
  await saveSettings(api, { ...changes, actor: { address: '203.0.113.9' } });
  await saveSettings(api, changes);
  const { entries } = await listAudit(api, { limit: 10 });
  assert.deepEqual(
    entries.map(({ action, subject, address }) => [action, subject, address]),
    [['settings.change', 'title, author', '203.0.113.0/24']],
  );
  assert.equal(api.revisions.length, 1);
});

test('the owner is told what is set and what would be there otherwise', async t => {
  const api = await testApi(t);
  await saveSettings(api, { title: 'Field Notes' });
  const { settings, defaults, own } = await getSettings(api);
  assert.deepEqual([settings.title, defaults.title, own], ['Field Notes', 'Croft', ['title']]);
});
