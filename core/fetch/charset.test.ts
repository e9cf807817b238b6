import assert from 'node:assert/strict';
import { test } from 'node:test';
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
