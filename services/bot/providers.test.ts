import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BotContext } from './context.ts';
import { ask } from './methods/ask.ts';
import { Sources } from './providers/options.ts';
import { type Answering, answeringSite, json } from './providers/testing.ts';
import { testBot } from './testing.ts';

const { signal } = new AbortController();
const site = answeringSite();
const { answers: ANSWERS, asked, web } = site;

function config(): BotContext['config'] {
  const sources = Sources.parse({
    places: `${site.origin}/places`,
    weather: `${site.origin}/weather/`,
    wikipedia: `${site.origin}/wiki/{language}`,
    dictionary: `${site.origin}/words`,
    repositories: [
      { name: 'mill', url: `${site.origin}/repos/owner/mill` },
      { name: 'bakery', url: `${site.origin}/bakery/commits.atom` },
      { name: 'gone', url: `${site.origin}/nowhere` },
    ],
  });
  return { ...testBot().config, sources };
}

async function answers(text: string, parts: Parameters<typeof testBot>[0] = {}) {
  const ctx = testBot({ web, config: config(), ...parts });
  return (await ask(ctx, { room: 'web/test', sender: { name: 'ann' }, text, direct: true }, { signal }))
    .answers;
}
const answer = async (text: string, parts: Parameters<typeof testBot>[0] = {}) =>
  (await answers(text, parts)).map(one => one.text).join('\n');

test('the weather in a place is told as Open-Meteo has it', async () => {
  const found = {
    results: [
      {
        name: 'Oslo',
        latitude: 59.91,
        longitude: 10.75,
        country: 'Norway',
        admin1: 'Oslo',
        timezone: 'Europe/Oslo',
      },
    ],
  };
  ANSWERS['/places/search?name=Oslo&'] = json(found);
  ANSWERS['/places/search?name=Nowhere&'] = json({ generationtime_ms: 0.4 });
  ANSWERS['/weather/forecast?latitude=59.91&longitude=10.75&'] = json({
    current_units: { time: 'iso8601', temperature_2m: '°C', wind_speed_10m: 'km/h' },
    current: {
      time: '2026-11-24T12:00',
      temperature_2m: -3.6,
      apparent_temperature: -8.1,
      relative_humidity_2m: 71,
      weather_code: 71,
      wind_speed_10m: 14.4,
    },
    daily: {
      time: ['2026-11-24', '2026-11-25'],
      weather_code: [73, 0],
      temperature_2m_max: [-1.2, 2],
      temperature_2m_min: [-6, -4.4],
      precipitation_probability_max: [80, null],
    },
  });
  const said =
    'Oslo, Norway: light snow, −4 °C, feels like −8 °C, wind 14 km/h, humidity 71 %. Today: snow, −6 °C to −1 °C, rain 80 %. Tomorrow: clear, −4 °C to 2 °C';
  assert.equal(await answer('weather Oslo'), said);
  assert.equal(await answer("what's the weather like in Oslo?"), said);
  assert.equal(await answer('weather Nowhere'), 'The weather service knows no place “Nowhere”.');
  assert.match(await answer('weather'), /^Where\?/);
});

test('what an encyclopedia says is told in the language of the room, with its page', async () => {
  ANSWERS['/wiki/en/page/summary/Rye_bread'] = json({
    type: 'standard',
    title: 'Rye bread',
    extract: `Rye bread is <b>bread</b>. ${'x'.repeat(600)}`,
    content_urls: { desktop: { page: 'https://en.wikipedia.org/wiki/Rye_bread' } },
  });
  ANSWERS['/wiki/en/page/summary/Mill'] = json({
    type: 'disambiguation',
    title: 'Mill',
    extract: 'Mill may refer to:',
  });
  const [rye] = await answers('wiki Rye bread');
  assert.match(
    rye!.text,
    /^Rye bread: Rye bread is <b>bread<\/b>\. x+… — https:\/\/en\.wikipedia\.org\/wiki\/Rye_bread$/,
  );
  assert.match(rye!.html, /&lt;b&gt;.*<a href="https:\/\/en\.wikipedia\.org\/wiki\/Rye_bread"/);
  assert.equal(await answer('wiki Mill'), 'Mill can be several things; name one more exactly.');
  assert.equal(await answer('wiki ../../secret'), 'Wikipedia has no page “../../secret”.');
  assert.ok(asked.includes('/wiki/en/page/summary/..%2F..%2Fsecret'));
});

test('a word is told with its meanings, without their markup', async () => {
  ANSWERS['/words/page/definition/croft'] = json({
    sv: [{ partOfSpeech: 'Noun', language: 'Swedish', definitions: [{ definition: 'nothing' }] }],
    en: [
      {
        partOfSpeech: 'Noun',
        language: 'English',
        definitions: [
          { definition: '' },
          { definition: 'A small <a href="/x">farm</a> &amp; its land.<style>.a{}</style>' },
        ],
      },
      {
        partOfSpeech: 'Verb',
        language: 'English',
        definitions: [{ definition: 'To do <i>agricultural</i> work.' }],
      },
    ],
  });
  assert.equal(
    await answer('what does Croft mean?'),
    'Croft: 1. (noun) A small farm & its land.  2. (verb) To do agricultural work.',
  );
  assert.equal(await answer('define xyzzy'), 'The dictionary has no word “xyzzy”.');
});

test('the newest commits are told by the API of GitHub and Gitea, and from a feed', async () => {
  const commit = (message: string, name?: string) => ({
    sha: 'abc',
    html_url: `https://git.example/${message.length}`,
    commit: { message, author: name === undefined ? null : { name, date: '2026-11-24T12:00:00Z' } },
  });
  ANSWERS['/repos/owner/mill/commits?per_page=3&limit=3'] = json([
    commit('Mend the wheel\n\nIt was worn.', 'Ann'),
    commit('Oil it'),
  ]);
  ANSWERS['/bakery/commits.atom'] = (_, response) =>
    void response
      .setHeader('content-type', 'application/atom+xml')
      .end(
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Bakery</title><author><name>Nobody</name></author>' +
          '<entry><title>\n Bake &amp; cool </title><link rel="self" href="https://git.example/self"/><link href="https://git.example/1"/><author><name>Ben</name></author></entry>' +
          '<entry><title>Knead</title><link rel="alternate" href="javascript:x"/></entry></feed>',
      );
  assert.equal(
    await answer('commits'),
    'Newest in mill:\nMend the wheel (Ann) — https://git.example/28\nOil it — https://git.example/6',
  );
  assert.equal(
    await answer('commits in Bakery'),
    'Newest in bakery:\nBake & cool (Ben) — https://git.example/1\nKnead',
  );
  assert.equal(await answer('commits gone'), 'The repository gone is not where it should be.');
  assert.equal(
    await answer('commits attic'),
    'I know no repository “attic”. These I know: mill, bakery, gone.',
  );
  assert.equal(await answer('commits', { config: testBot().config }), 'No repository is set up here.');
});

/** What each says when its site fails so. */
const FAILURES: readonly (readonly [how: string, fail: Answering, said: RegExp])[] = [
  [
    'answers 500',
    (_, response) => void response.writeHead(500).end('oops'),
    /does not work right now \(500\)\.$/,
  ],
  [
    'asks for rest',
    (_, response) => void response.writeHead(429).end(),
    /wants to be left alone for a while\.$/,
  ],
  ['is not JSON', (_, response) => void response.end('<html>Hello'), /gave an answer that I cannot read\.$/],
  ['has another shape', json({ a: 1 }), /gave an answer that I cannot read\.$/],
  ['is huge', (_, response) => void response.end('x'.repeat(600_000)), /answers with more than I take\.$/],
  ['breaks it off', request => void request.socket.destroy(), /does not answer right now\.$/],
];

test('each way in which a site fails is said, by whichever action asks it', async () => {
  const before = { ...ANSWERS };
  for (const [how, fail, said] of FAILURES) {
    for (const path of ['/weather/', '/wiki/', '/words/', '/repos/']) {
      for (const known of Object.keys(ANSWERS)) if (known.startsWith(path)) delete ANSWERS[known];
      ANSWERS[path] = fail;
    }
    for (const [text, who] of [
      ['weather Oslo', /^The weather service /],
      ['wiki Rye', /^Wikipedia /],
      ['define rye', /^The dictionary /],
      ['commits', /^The repository /],
    ] as const) {
      const answered = await answer(text);
      // An object of other things is a dictionary without the word.
      if (how === 'has another shape' && text === 'define rye') continue;
      assert.match(answered, who, how);
      assert.match(answered, said, `${text} when it ${how}`);
    }
  }
  Object.assign(ANSWERS, before);
  for (const path of ['/weather/', '/wiki/', '/words/', '/repos/']) delete ANSWERS[path];
});

test('a site that is slow costs the room seconds and not more', async () => {
  ANSWERS['/places/search?name=Slow&'] = () => {};
  const started = performance.now();
  assert.equal(await answer('weather Slow'), 'The weather service takes too long to answer.');
  assert.ok(performance.now() - started < 9_000);
});

test('of a stream it is told whether it is live, and clearly when there is none', async () => {
  assert.equal(await answer('stream'), 'No stream is set up here.');
  const off = { live: false, title: 'Baking', url: 'https://live.example/' };
  assert.equal(
    await answer('is the stream live?', { stream: { now: async () => off } }),
    'The stream is not live. It was called last: Baking',
  );
  const on = {
    ...off,
    live: true,
    about: 'Food',
    since: '2026-11-24T10:45:00Z',
    viewers: 12,
  };
  assert.equal(
    await answer('stream', { stream: { now: async () => on } }),
    'The stream is live (for 1 hour 15 minutes, 12 watching): Baking (Food) — https://live.example/',
  );
});

test('it is told since when it runs, and how the networks do', async () => {
  const status = { kind: 'irc' as const, channels: [], since: '2026-11-24T10:45:00Z' };
  const relay = {
    listNetworks: async () => ({ networks: [{ ...status, name: 'home', state: 'connected' as const }] }),
  };
  assert.equal(
    await answer('uptime', { relay }),
    'Croft 1.2.3, up for 4 days 2 hours. Networks: home connected.',
  );
  assert.equal(await answer('how long have you been running?'), 'Croft 1.2.3, up for 4 days 2 hours.');
});

test('what was said in web rooms is found with posts and feeds', async () => {
  const room = { name: 'kitchen', title: 'Kitchen' } as never;
  const message = {
    number: 7,
    name: 'Ben',
    html: '<p>Rye &amp; salt</p>',
    createdAt: '2026-11-24T10:00:00Z',
  } as never;
  const chat = {
    listRooms: async () => ({ rooms: [room] }),
    searchMessages: async () => ({ messages: [message] }),
  };
  assert.equal(
    await answer('search rye', { chat }),
    'Said here, with “rye”:\nBen: Rye & salt (Kitchen) — https://croft.test/rooms/kitchen?before=8#m7',
  );
});
