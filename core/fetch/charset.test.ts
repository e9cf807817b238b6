import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { decodeText } from './charset.ts';

const WORDS = 'Smørrebrød';
const encode = (text: string, encoding: string) => new Uint8Array(iconv.encode(text, encoding));
const prolog = (encoding: string, text: string) =>
  `<?xml version="1.0" encoding="${encoding}"?><a>${text}</a>`;

const CASES: [string, Uint8Array, string | undefined, string][] = [
  ['nothing said, UTF-8', encode(WORDS, 'utf8'), undefined, WORDS],
  ['nothing said, windows-1252', encode(`${WORDS} – “x” €`, 'win1252'), undefined, `${WORDS} – “x” €`],
  ['the header', encode('Привет', 'koi8-r'), 'text/html; charset=KOI8-R', 'Привет'],
  ['the header, in quotes', encode('日本', 'shift_jis'), 'text/html;charset="Shift_JIS"; x=y', '日本'],
  [
    'the header before the declaration',
    encode(prolog('iso-8859-1', WORDS), 'utf8'),
    'text/xml; charset=utf-8',
    prolog('iso-8859-1', WORDS),
  ],
  [
    'the order mark before the header',
    encode(`\ufeff${WORDS}`, 'utf8'),
    'text/xml; charset=iso-8859-1',
    WORDS,
  ],
  ['the order mark of UTF-16', new Uint8Array([0xff, 0xfe, ...encode(WORDS, 'utf-16le')]), undefined, WORDS],
  ['the big-endian order mark', new Uint8Array([0xfe, 0xff, ...encode(WORDS, 'utf-16be')]), 'a/b', WORDS],
  [
    'the XML declaration',
    encode(prolog('windows-1251', 'Привет'), 'win1251'),
    'text/xml',
    prolog('windows-1251', 'Привет'),
  ],
  [
    'the XML declaration in UTF-16',
    encode(prolog('utf-16', WORDS), 'utf-16le'),
    undefined,
    prolog('utf-16', WORDS),
  ],
  [
    'a declaration of UTF-16 that is not',
    encode(prolog('utf-16', WORDS), 'utf8'),
    undefined,
    prolog('utf-16', WORDS),
  ],
  ['the meta element', encode('<meta charset=gbk>汉字', 'gbk'), 'text/html', '<meta charset=gbk>汉字'],
  [
    'the older meta element',
    encode('<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">한글', 'euc-kr'),
    undefined,
    '<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">한글',
  ],
  ['a header of a name nobody knows', encode(WORDS, 'utf8'), 'text/html; charset=utf-9', WORDS],
  ['a wrong header of UTF-8', encode(WORDS, 'win1252'), 'text/html; charset=utf-8', WORDS],
  [
    'a wrong header of UTF-8 beside a right declaration',
    encode(prolog('windows-1251', 'Привет'), 'win1251'),
    'text/xml; charset=utf-8',
    prolog('windows-1251', 'Привет'),
  ],
  [
    'JSON, always UTF-8',
    encode('{"a":"<meta charset=koi8-r>ø"}', 'utf8'),
    'application/feed+json',
    '{"a":"<meta charset=koi8-r>ø"}',
  ],
  [
    'UTF-8 with one broken character',
    new Uint8Array([...encode(WORDS, 'utf8'), 0xc3]),
    undefined,
    `${WORDS}\ufffd`,
  ],
  ['nothing at all', new Uint8Array(), 'text/html', ''],
];

for (const [name, bytes, contentType, text] of CASES) {
  test(`the encoding follows ${name}`, () => assert.equal(decodeText(bytes, contentType), text));
}

const RUSSIAN = 'Сегодня в Москве ясно и хорошо гулять. Мы видели в парке много людей, они были рады.';
const SAID: [string, string][] = [
  ['shift_jis', '東京では朝から雨が降っています。明日は晴れるでしょう。'],
  ['euc-jp', '東京では朝から雨が降っています。明日は晴れるでしょう。'],
  ['gbk', '今天北京天气晴朗，适合出门散步。我们在公园里看到了很多人。'],
  ['big5', '今天台北天氣晴朗，適合出門散步。我們在公園裡看到了很多人。'],
  ['euc-kr', '오늘 서울은 맑고 산책하기 좋습니다. 공원에서 많은 사람을 보았습니다.'],
  ['win1251', RUSSIAN],
  ['koi8-r', RUSSIAN],
  ['iso88595', RUSSIAN],
  ['win1253', 'Σήμερα στην Αθήνα έχει καλό καιρό και πολύ ήλιο. Είδαμε πολλούς ανθρώπους.'],
  [
    'win1250',
    'Dziś w Łodzi jest ładnie, można iść na spacer. Widzieliśmy wielu ludzi, którzy byli szczęśliwi.',
  ],
  ['win1256', 'أخبار اليوم في القاهرة والطقس جميل'],
  ['win1252', 'Ich weiß nicht, was schön und für Mädchen größer ist'],
  ['win1252', 'L’été à la forêt, où l’on a déjà goûté ça'],
  ['win1252', 'Ann’s “post” costs 20 €'],
];

for (const [encoding, said] of SAID) {
  test(`what says nothing in ${encoding} is read as its words suggest: ${said.slice(0, 20)}`, () => {
    const item = `<item><title>The title in English</title><description>${said}</description></item>`;
    const text = `<rss version="2.0"><channel><link>https://a.example/</link>${item.repeat(40)}</channel></rss>`;
    assert.equal(decodeText(encode(text, encoding), 'application/rss+xml'), text);
    assert.equal(decodeText(encode(text, encoding), 'text/xml; charset=utf-8'), text, 'nor a wrong header');
  });
}

test('a guess is made for any bytes, and is soon made', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => typeof decodeText(bytes, undefined) === 'string'),
  );
  const noise = Buffer.from(Array.from({ length: 2_000_000 }, (_, at) => 0x80 + ((at * at * 7) % 128)));
  const started = performance.now();
  decodeText(noise, undefined);
  assert.ok(performance.now() - started < 1000);
});
