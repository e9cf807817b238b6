import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { ask } from './methods/ask.ts';
import { hear } from './methods/hear.ts';
import { answeringSite, json, page } from './providers/testing.ts';
import { storedBot, testBot } from './testing.ts';

const site = answeringSite();
const { answers: ANSWERS, web } = site;

async function answer(text: string): Promise<string> {
  const message = { room: 'web/test', sender: { name: 'ann' }, text, direct: true };
  const { answers } = await ask(testBot({ web }), message, { signal: new AbortController().signal });
  return answers.map(one => one.text).join('\n');
}

const PAGES: readonly (readonly [name: string, html: string, title: string | RegExp])[] = [
  [
    'plain',
    '<!doctype html><head><title>Rye\n &amp; salt</title></head><body><title>No</title>',
    '“Rye & salt”',
  ],
  [
    'og',
    '<head><title>x</title><meta property="og:title" content="Rye"><meta property="og:site_name" content="The Mill">',
    '“Rye” — The Mill',
  ],
  [
    'oembed',
    '<head><title>Rye</title><link rel="alternate" type="application/json+oembed" href="/oembed?x=1">',
    '“Rye, by hand” — Ann Miller',
  ],
  ['broken-oembed', '<head><title>Rye</title><link type="application/json+oembed" href="/nothing">', '“Rye”'],
  ['svg', '<head></head><body><svg><title>Icon</title></svg>', 'That is no page with a title.'],
  ['long', `<head><title>${'y'.repeat(500)}</title>`, /^“y{199}…”$/],
];

test('a page is called by its title, and by whoever is behind it', async () => {
  ANSWERS['/oembed'] = json({
    version: '1.0',
    type: 'rich',
    title: 'Rye, by hand',
    author_name: 'Ann Miller',
    provider_name: 'Mill',
  });
  for (const [name, html, title] of PAGES) {
    ANSWERS[`/page/${name}`] = page(html);
    const said = await answer(`title ${site.origin}/page/${name}`);
    if (typeof title === 'string') assert.equal(said, title);
    else assert.match(said, title);
  }
  ANSWERS['/image'] = (_, response) =>
    void response.setHeader('content-type', 'image/png').end('<title>x</title>');
  assert.equal(await answer(`title ${site.origin}/image`), 'That is no page with a title.');
  assert.match(await answer('title http://192.168.1.1/'), /not on the public internet/);
  assert.match(await answer('title mill'), /^Which address\?/);
});

async function titledRoom(t: TestContext) {
  const ctx = await storedBot(t, { web });
  const over = new AbortController();
  t.after(() => over.abort());
  const lines: string[] = [];
  void (async () => {
    for await (const { answer: said } of ctx.destinations.listen({ prefix: 'irc/' }, over.signal))
      lines.push(said.text);
  })();
  const post = async (text: string, id: string, room = 'irc/home/#mill') => {
    await hear(ctx, { room, sender: { name: 'ann' }, text, direct: false, id });
    await ctx.overheard.idle();
  };
  return { ctx, lines, post };
}

test('in a room that wants it the title of a link is told, once, and not in others', async t => {
  const { ctx, lines, post } = await titledRoom(t);
  for (const name of ['a', 'b', 'c', 'd', 'e']) ANSWERS[`/p/${name}`] = page(`<title>Page ${name}</title>`);
  await post(`look: ${site.origin}/p/a`, '1');
  assert.deepEqual(lines, []);
  await ctx.db.insertInto('room_options').values({ room: 'irc/home/#mill', titles: true }).execute();
  await ctx.settings.load();
  await post(`look (${site.origin}/p/a), and https://other.example/`, '2');
  await post(`again ${site.origin}/p/a`, '3');
  await post(`${site.origin}/p/b`, '4', 'irc/home/#other');
  await post(`${site.origin}/nowhere http://10.0.0.1/`, '5');
  await post('http://10.0.0.1/ and no more', '6');
  await post(`${site.origin}/p/c`, '7');
  await post('nothing to see', '8');
  while ((await ctx.db.selectFrom('answers').select('id').where('taken_at', 'is', null).execute()).length > 0)
    await new Promise(resolve => setTimeout(resolve, 10));
  assert.deepEqual(lines, ['“Page a”']);
});

test('a line with a link waits for nothing', async t => {
  const { ctx } = await titledRoom(t);
  const looked = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  ANSWERS['/p/slow'] = (_, response) => {
    looked.resolve();
    void go.promise.then(() => response.writeHead(404).end());
  };
  await ctx.db.insertInto('room_options').values({ room: 'irc/home/#mill', titles: true }).execute();
  await ctx.settings.load();
  const message = { room: 'irc/home/#mill', sender: { name: 'ann' }, direct: false };
  await hear(ctx, { ...message, text: `${site.origin}/p/slow`, id: 's' });
  await looked.promise;
  await hear(ctx, { ...message, text: '!ping', id: 'p' });
  await ctx.inbox.idle();
  assert.equal((await ctx.db.selectFrom('answers').selectAll().execute()).length, 1, 'the next is answered');
  go.resolve();
  await ctx.overheard.idle();
});
