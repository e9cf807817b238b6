import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readDate } from './dates.ts';
import { decodeText } from './decode.ts';
import { readFields } from './fields.ts';
import { readFrontMatter } from './front-matter.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const fields = (path: string, text: string) => readFields(path, readFrontMatter(text), NOW);

test('front matter is read as YAML, TOML and JSON in all their fences', () => {
  const sources = [
    '---\ntitle: A\n---\nbody\n',
    '\n---yaml\ntitle: "A"\n...\nbody\n',
    '+++\ntitle = "A"\n+++\nbody\n',
    '---toml\ntitle = "A"\n---\nbody\n',
    '{\n  "title": "A"\n}\nbody\n',
    '---json\n{"title": "A"}\n---\nbody\n',
  ];
  for (const source of sources) {
    const { data, body } = readFrontMatter(source);
    assert.deepEqual([data, body], [{ title: 'A' }, 'body\n'], source);
  }
});

test('a file without front matter is all body, also when it begins with a line', () => {
  for (const source of ['just text\n', '---\n\nA break before.\n', '', '{not json}\n'])
    assert.deepEqual([readFrontMatter(source).data, readFrontMatter(source).body], [{}, source]);
});

test('YAML scalars stay as they were written', () => {
  const { data } = readFrontMatter('---\ntitle: 1.10\na: no\nb: 0x10\nc: 2024-01-31\nd: ~\ne:\n---\n');
  assert.deepEqual(data, { title: '1.10', a: 'no', b: '0x10', c: '2024-01-31', d: '~', e: '' });
});

test('broken front matter is told of with its line in the file', () => {
  const broken: Record<string, RegExp> = {
    '---\ntitle: A\ntags: [a, b\n---\nbody': /line [34]: the YAML front matter is broken/,
    '---\na: 1\ntitle: "A\nb: 2\n---\n': /line \d: the YAML/,
    '+++\ntitle = "A"\ndate = nope\n+++\n': /line 3: the TOML front matter is broken/,
    '{\n"title": "A",\n"b": }\n': /line 3: the JSON front matter is broken/,
    '---js\n{ title: "A" }\n---\n': /line 1: front matter in JavaScript/,
    '---\ntitle: A\nno end\n': /line 1: .* never ends/,
    '---\n- a\n- b\n---\n': /not a list of names and values/,
  };
  for (const [source, message] of Object.entries(broken))
    assert.throws(() => readFrontMatter(source), { message }, source);
  assert.throws(
    () => fields('a.md', '---\ntitle: A\ndate: someday\n---\n'),
    /line 3: date: "someday" is not a date/,
  );
});

test('a bomb of aliases is refused', () => {
  const levels = Array.from(
    { length: 12 },
    (_, n) => `l${n + 1}: &l${n + 1} [${Array(9).fill(`*l${n}`).join(', ')}]`,
  );
  assert.throws(() => readFrontMatter(`---\nl0: &l0 [x]\n${levels.join('\n')}\n---\n`), /[Ee]xcessive alias/);
});

test('tags of foreign languages are not acted on', () => {
  assert.deepEqual(
    readFrontMatter('---\ntitle: !ruby/object:Gem::Installer x\nb: !!js/function y\n---\n').data,
    {
      title: 'x',
      b: 'y',
    },
  );
});

test('dates are read in the shapes people write, and what is none is refused', () => {
  const dates: Record<string, string> = {
    '2024-01-31': '2024-01-31T00:00:00.000Z',
    '2024-1-5': '2024-01-05T00:00:00.000Z',
    '2024/01/31 10:20': '2024-01-31T10:20:00.000Z',
    '2024-01-31T10:20:30Z': '2024-01-31T10:20:30.000Z',
    '2024-01-31t10:20:30.25-05:00': '2024-01-31T15:20:30.250Z',
    '2024-01-31 10:20:30 -0500': '2024-01-31T15:20:30.000Z',
    '2024-01-31 10:20:30 +2': '2024-01-31T08:20:30.000Z',
    '2024-01-31 10:20:30 UTC': '2024-01-31T10:20:30.000Z',
    '2024-01-31 10:20 pm EST': '2024-02-01T03:20:00.000Z',
    'Wed, 31 Jan 2024 10:20:30 +0100': '2024-01-31T09:20:30.000Z',
    '31 January 2024': '2024-01-31T00:00:00.000Z',
    'January 31, 2024 12:05 am': '2024-01-31T00:05:00.000Z',
    'Wed Jan 31 2024 10:20:30 GMT+0100 (CET)': '',
    '1706696400': '2024-01-31T10:20:00.000Z',
    '1706696400000': '2024-01-31T10:20:00.000Z',
  };
  for (const [text, iso] of Object.entries(dates)) assert.equal(readDate(text), iso || undefined, text);
  for (const bad of [
    '',
    'soon',
    '2024-02-30',
    '2024-13-01',
    '31/01/2024',
    '2024-01-31 25:00',
    '2024-01-31 10:00 XYZ',
    {},
    null,
  ])
    assert.equal(readDate(bad), undefined, String(bad));
});

test('any time survives being written and read', () => {
  const date = fc.date({
    min: new Date('0001-01-02T00:00:00Z'),
    max: new Date('9999-12-30T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(date, date => {
      assert.equal(readDate(date.toISOString()), date.toISOString());
      assert.equal(readDate(date), date.toISOString());
      const seconds = `${date.toISOString().slice(0, 19)}.000Z`;
      assert.equal(readDate(date.toUTCString()), seconds);
    }),
  );
});

test('tags and categories come together from lists, words, commas and taxonomies, each once', () => {
  const tags = (yaml: string) => fields('a.md', `---\n${yaml}\n---\n`).tags;
  assert.deepEqual(tags('tags: [One, two three]\ncategories: one'), ['One', 'two three']);
  assert.deepEqual(tags('tags: one two'), ['one', 'two']);
  assert.deepEqual(tags('tags: one two, three'), ['one two', 'three']);
  assert.deepEqual(tags('tags:\n  - posts\n  - C#\ncategory: C++'), ['C#', 'C++']);
  assert.deepEqual(tags('tags: ~\ncategories:'), []);
  assert.deepEqual(fields('a.md', '+++\n[taxonomies]\ntags = ["a"]\ncategories = ["b"]\n+++\n').tags, [
    'a',
    'b',
  ]);
});

test('drafts, unpublished and expired posts become drafts, the others public at their time', () => {
  const status = (path: string, yaml: string) => fields(path, `---\n${yaml}\n---\n`).status;
  assert.equal(status('a.md', 'date: 2024-01-01'), 'published');
  assert.equal(status('a.md', 'draft: yes'), 'draft');
  assert.equal(status('a.md', 'published: false'), 'draft');
  assert.equal(status('_drafts/a.md', 'date: 2024-01-01'), 'draft');
  assert.equal(status('a.md', 'date: 2020-01-01\nexpiryDate: 2021-01-01'), 'draft');
});

test('the time to be public is the publishing date, also when the post was written before', () => {
  const { createdAt, publishedAt } = fields('a.md', '---\ndate: 2024-01-01\npublishDate: 2030-01-01\n---\n');
  assert.deepEqual([createdAt, publishedAt], ['2024-01-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z']);
});

test('the slug comes from slug, permalink or file name, never from a pattern', () => {
  const slug = (path: string, yaml = 'a: b') => fields(path, `---\n${yaml}\n---\n`).slug;
  assert.equal(slug('_posts/2024-01-31-my-title.md'), 'my-title');
  assert.equal(slug('posts/my-post/index.md'), 'my-post');
  assert.equal(slug('posts/2024-01-31-my-post/index.fr.md'), 'my-post');
  assert.equal(slug('a.md', 'slug: Chosen One'), 'chosen-one');
  assert.equal(slug('a.md', 'permalink: /2024/01/old-name.html'), 'old-name');
  assert.equal(slug('a.md', 'url: https://a.example/x/old/'), 'old');
  assert.equal(slug('a.md', 'permalink: /:year/:title/'), 'a');
  assert.equal(slug('a.md', 'permalink: "/{{ page.slug }}/"'), 'a');
  assert.equal(slug('2024-01-31.md'), '2024-01-31');
});

test('old addresses come from permalinks, aliases and redirects, by their paths and each once', () => {
  const former = (path: string, yaml: string) => fields(path, `---\n${yaml}\n---\n`).formerPaths;
  assert.deepEqual(former('a.md', 'permalink: /2020/old.html\nredirect_from: /a b/c'), [
    '/2020/old.html',
    '/a b/c',
  ]);
  assert.deepEqual(former('a.md', 'redirect_from:\n  - /one/\n  - https://old.example/two?x#y\n  - /one/'), [
    '/one/',
    '/two',
  ]);
  assert.deepEqual(former('content/posts/a.md', 'aliases: [older, /abs/path]'), [
    '/posts/older',
    '/abs/path',
  ]);
  assert.deepEqual(former('content/posts/b/index.md', 'aliases: ["../../../etc"]'), ['/etc']);
  for (const yaml of [
    'permalink: /:year/:title/',
    'aliases: ["{{ x }}", ""]',
    'aliases: ~',
    'draft: true\naliases: [/x]',
  ])
    assert.equal(former('a.md', yaml), undefined, yaml);
});

test('cover, series, canonical address, pin and page come along in the words that each program has', () => {
  const of = (yaml: string) => {
    const { cover, series, canonical, pinned, kind } = fields('a.md', `---\n${yaml}\n---\n`);
    return { cover, series, canonical, pinned, kind };
  };
  const none = {
    cover: undefined,
    series: undefined,
    canonical: undefined,
    pinned: undefined,
    kind: undefined,
  };
  assert.deepEqual(of('cover:\n  image: a.png\n  alt: A [wall]\nseries: [Walls, Other]'), {
    ...none,
    cover: { src: 'a.png', alt: 'A  wall ' },
    series: 'Walls',
  });
  assert.deepEqual(of('image: /img/a.png\ncanonical_url: https://first.example/a\npin: true\nlayout: page'), {
    cover: { src: '/img/a.png', alt: '' },
    series: undefined,
    canonical: 'https://first.example/a',
    pinned: true,
    kind: 'page',
  });
  for (const yaml of [
    'cover: true\nseries: ~\ncanonical: javascript:x',
    'image: [a]\npinned: no\nlayout: post',
  ])
    assert.deepEqual(of(yaml), none, yaml);
});

test('dates of the file name count when front matter has none', () => {
  const { publishedAt, createdAt, updatedAt } = fields('2024-01-31-a.md', '---\nlastmod: 2024-02-01\n---\n');
  assert.deepEqual(
    [createdAt, publishedAt, updatedAt],
    ['2024-01-31T00:00:00.000Z', '2024-01-31T00:00:00.000Z', '2024-02-01T00:00:00.000Z'],
  );
});

test('text is read in UTF-8, UTF-16 and, with a warning, Latin-1', () => {
  assert.deepEqual(decodeText(Buffer.from('\uFEFFa\r\nb\rc')), { text: 'a\nb\nc' });
  assert.deepEqual(decodeText(Buffer.from('\uFEFFé', 'utf16le')), { text: 'é' });
  const latin = decodeText(Buffer.from('caf\xe9', 'latin1'));
  assert.equal(latin.text, 'café');
  assert.match(latin.warning ?? '', /not UTF-8/);
  assert.throws(() => decodeText(Buffer.from([1, 0, 2])), /not text/);
});

test('any front matter is read or refused in words, and the body is never lost', () => {
  const piece = fc.constantFrom(
    '---',
    '+++',
    '\n',
    'title: a',
    'a = 1',
    '{',
    '}',
    '"',
    ': ',
    '- ',
    '&a',
    '*a',
    '[',
    ']',
    '|',
    '>',
    'text',
    '\t',
    '!!',
    '#',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
      const source = pieces.join('');
      try {
        const { body } = readFrontMatter(source);
        assert.ok(source.endsWith(body));
      } catch (error) {
        assert.match((error as Error).message, /front matter/);
      }
    }),
    { numRuns: 2000 },
  );
});
