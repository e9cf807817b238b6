import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLog } from '../log.ts';
import { createTranslationFetcher } from './fetcher.ts';
import {
  apertiumServer,
  deeplServer,
  libreTranslateServer,
  type TestServer,
  testTranslator,
} from './test-servers.ts';

const texts = ['Der Titel', '<p>Die <b>Hecke</b></p>'];
const shouted = ['DER TITEL', '<p>DIE <b>HECKE</b></p>'];

test('LibreTranslate finds the language and translates HTML, with its key', async t => {
  const server = await libreTranslateServer(t);
  const { translator } = testTranslator(t, { libretranslate: { url: `${server.url}/`, key: 'k' } });
  const answer = await translator.translate({ texts, to: 'en-US' });
  assert.deepEqual(answer, { texts: shouted, from: 'de', to: 'en-US', by: 'LibreTranslate' });
  assert.deepEqual(JSON.parse(server.asked.at(-1)!.body), {
    q: texts,
    source: 'de',
    target: 'en',
    format: 'html',
    api_key: 'k',
  });
  assert.deepEqual(await translator.languages(), { from: ['de', 'en', 'es'], into: ['de', 'en', 'es'] });
});

test('Apertium is asked in its own codes, a piece at a time', async t => {
  const server = await apertiumServer(t);
  const { translator } = testTranslator(t, { apertium: { url: server.url } });
  const answer = await translator.translate({ texts: ['', '<p>hedge</p>'], from: 'en-GB', to: 'es-MX' });
  assert.deepEqual(answer, { texts: ['', '<p>HEDGE</p>'], from: 'en-GB', to: 'es-MX', by: 'Apertium' });
  assert.equal(server.count('POST /translate'), 1, 'nothing is asked for what is empty');
  const asked = Object.fromEntries(new URLSearchParams(server.asked.at(-1)!.body));
  assert.deepEqual(asked, { langpair: 'eng|spa', q: '<p>hedge</p>', format: 'html', markUnknown: 'no' });
  assert.equal((await translator.translate({ texts: ['seto'], to: 'ca' })).from, 'es');
});

test('DeepL finds the language by itself, and its key may stand in a file', async t => {
  const server = await deeplServer(t);
  const keyFile = join(tmpdir(), `croft-deepl-${process.pid}`);
  await writeFile(keyFile, 'secret\n');
  t.after(() => rm(keyFile));
  const { translator } = testTranslator(t, { deepl: { url: server.url, keyFile } });
  const answer = await translator.translate({ texts, to: 'en-US' });
  assert.deepEqual(answer, { texts: shouted, from: 'de', to: 'en-US', by: 'DeepL' });
  assert.deepEqual(JSON.parse(server.asked.at(-1)!.body), {
    text: texts,
    target_lang: 'EN-US',
    tag_handling: 'html',
  });
  await translator.translate({ texts, from: 'de-AT', to: 'ja' });
  assert.equal(JSON.parse(server.asked.at(-1)!.body).source_lang, 'DE');
});

async function two(t: Parameters<typeof libreTranslateServer>[0]) {
  const [libre, deepl] = await Promise.all([libreTranslateServer(t), deeplServer(t)]);
  const section = { libretranslate: { url: libre.url }, deepl: { url: deepl.url, key: 'secret' } };
  return { libre, deepl, ...testTranslator(t, section) };
}

test('the first that has the pair and takes the length is asked', async t => {
  const { translator, deepl } = await two(t);
  assert.equal((await translator.translate({ texts, from: 'de', to: 'en' })).by, 'LibreTranslate');
  assert.equal((await translator.translate({ texts, from: 'de', to: 'ja' })).by, 'DeepL');
  const long = ['ä'.repeat(100_001)];
  await assert.rejects(translator.translate({ texts: long, from: 'de', to: 'en' }), {
    reason: 'text_too_long',
  });
  const before = deepl.count('POST /v2/translate');
  const medium = ['a'.repeat(100_001)];
  assert.equal((await translator.translate({ texts: medium, from: 'de', to: 'en' })).by, 'DeepL');
  assert.equal(deepl.count('POST /v2/translate'), before + 1);
});

const FAILURES: readonly [string, TestServer['instead'][string], number][] = [
  ['a text that it refuses', () => ({ status: 400, body: { error: 'Invalid request' } }), 2],
  ['a wrong key', () => ({ status: 403, body: { error: 'Invalid API key' } }), 1],
  ['too many requests', () => ({ status: 429, headers: { 'retry-after': '90' }, body: '' }), 1],
  ['a quota that is used up', () => ({ status: 456, body: '' }), 1],
  ['a fault', () => ({ status: 500, body: { error: 'x' } }), 1],
  ['a redirect', () => ({ status: 302, headers: { location: 'http://10.0.0.1/' }, body: '' }), 1],
  ['no answer in time', () => undefined, 1],
  ['what is no JSON', () => ({ body: '{"translatedText": [' }), 1],
  ['JSON of another shape', () => ({ body: { translatedText: [7, null] } }), 1],
  ['too few pieces', () => ({ body: { translatedText: ['one'] } }), 1],
  ['an endless answer', () => ({ body: 'x'.repeat(4_000_001) }), 1],
];

for (const [what, answer, asked] of FAILURES) {
  test(`after ${what} the next provider is asked, and the first ${asked === 1 ? 'rests' : 'is asked again'}`, async t => {
    const { translator, libre } = await two(t);
    libre.instead['POST /translate'] = answer;
    assert.equal((await translator.translate({ texts, from: 'de', to: 'en' })).by, 'DeepL');
    assert.equal((await translator.translate({ texts: ['mehr'], from: 'de', to: 'en' })).by, 'DeepL');
    assert.equal(libre.count('POST /translate'), asked);
  });
}

test('a text is translated once, also for two who ask at once', async t => {
  const { translator, libre, metrics } = await two(t);
  const request = { texts, from: 'de', to: 'en' };
  const [one, other] = await Promise.all([translator.translate(request), translator.translate(request)]);
  assert.deepEqual(one, other);
  assert.deepEqual(await translator.translate(request), one);
  assert.equal(libre.count('POST /translate'), 1);
  assert.match(
    metrics.render(),
    /translate_requests_total\{provider="LibreTranslate",outcome="ok"\} 2/,
    'the languages and the text',
  );
});

test('why there is no translation is said in words', async t => {
  const { translator: none } = testTranslator(t, {});
  await assert.rejects(none.translate({ texts, to: 'en' }), { reason: 'translation_off' });
  const { translator, libre, deepl } = await two(t);
  await assert.rejects(translator.translate({ texts, from: 'de', to: 'de-AT' }), {
    reason: 'same_language',
    message: 'This is in Austrian German already.',
  });
  await assert.rejects(translator.translate({ texts, to: 'de' }), { reason: 'same_language' });
  await assert.rejects(translator.translate({ texts, from: 'de', to: 'eu' }), {
    reason: 'pair_not_available',
    message: 'Nobody here translates from German into Basque.',
  });
  libre.instead['POST /translate'] = () => ({ status: 503, headers: { 'retry-after': '300' }, body: '' });
  deepl.instead['POST /v2/translate'] = () => ({ status: 456, body: '' });
  const away = {
    reason: 'translators_away',
    code: 'unavailable',
    message:
      'Nobody translates this now. LibreTranslate answered with HTTP 503. The quota of DeepL is used up.',
    retryAfter: 300,
  };
  await assert.rejects(translator.translate({ texts, from: 'de', to: 'en' }), away);
  await assert.rejects(translator.translate({ texts, from: 'de', to: 'en' }), away);
  assert.equal(deepl.count('POST /v2/translate'), 1);
});

test('only what the owner has set up may be near: no redirect is followed, and no other host is asked', async t => {
  const [server, other] = await Promise.all([libreTranslateServer(t), libreTranslateServer(t)]);
  server.instead['GET /languages'] = () => ({
    status: 307,
    headers: { location: `${other.url}/languages` },
    body: '',
  });
  const { translator, config } = testTranslator(t, { libretranslate: { url: server.url } });
  await assert.rejects(translator.translate({ texts, from: 'de', to: 'en' }), { reason: 'translators_away' });
  assert.deepEqual(await translator.languages(), { from: [], into: [] });
  assert.equal(other.asked.length, 0);
  await using fetcher = createTranslationFetcher(config, {
    userAgent: 'Croft/test',
    log: createLog({ level: 'silent' }),
  });
  await assert.rejects(fetcher.fetch('http://127.0.0.2:9999/'), { reason: 'blocked_address' });
});

test('a configuration that cannot be is said at the start', t => {
  for (const [section, words] of [
    [{ deepl: {} }, /needs either key or keyFile/],
    [{ libretranslate: { url: 'ftp://x' } }, /translation\.libretranslate/],
    [{ apertium: { url: 'http://x', key: 'k' } }, /translation\.apertium/],
  ] as const)
    assert.throws(() => testTranslator(t, section), words);
});

test('who cannot tell languages apart asks for the language, and translates once it is said', async t => {
  const server = await apertiumServer(t);
  const { translator } = testTranslator(t, { apertium: { url: server.url } });
  const texts = ['<p>hedge</p>'];
  const unknown = { reason: 'language_unknown', message: /say in which it is/ };
  server.instead['POST /identifyLang'] = () => ({ status: 404, body: '' });
  await assert.rejects(translator.translate({ texts, to: 'es' }), unknown);
  server.instead['POST /identifyLang'] = () => ({ body: {} });
  await assert.rejects(translator.translate({ texts, to: 'es' }), unknown);
  assert.equal((await translator.translate({ texts, from: 'en', to: 'es' })).by, 'Apertium');
});
