import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readChapters } from './read-chapters.ts';
import { readTranscript } from './read-transcript.ts';

const BASE = 'https://pod.example/1/files.json';
const passages = (text: string) => readTranscript(text, BASE).passages;

test('chapters are those that are meant to be listed, in order, with safe addresses', () => {
  const written = {
    version: '1.2.0',
    chapters: [
      { startTime: 90.5, title: ' The  <b>mill</b> ', url: '/mill?utm_source=pod' },
      { startTime: '12', title: 'Rain', url: 'javascript:alert(1)', img: 'data:image/png,x' },
      { startTime: 20, title: 'Only a picture', toc: false },
      { startTime: -1, title: 'Before' },
      { startTime: 5 },
      'nothing',
    ],
  };
  assert.deepEqual(readChapters(JSON.stringify(written), BASE), [
    { start: 12, title: 'Rain' },
    { start: 90.5, title: 'The <b>mill</b>', url: 'https://pod.example/mill' },
  ]);
  for (const none of ['', '{', '[]', '{"chapters":{}}', 'null'])
    assert.throws(() => readChapters(none, BASE), { reason: 'no_part' }, none);
});

test('WebVTT and SubRip give what each speaker says in one go, without numbers, notes and styles', () => {
  const vtt = `\uFEFFWEBVTT Kind: captions

NOTE a note --> of mine

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.500 line:0
<v.loud Ann>Good <i>morning</i> &amp; welcome

00:02.500 --> 00:04.000
<v Ann>to the mill.

01:00:04.000 --> 01:00:05.000
<v Bob>Hello.`;
  assert.deepEqual(passages(vtt), [
    { start: 1, speaker: 'Ann', text: 'Good morning & welcome to the mill.' },
    { start: 3604, speaker: 'Bob', text: 'Hello.' },
  ]);
  const srt = `1\r\n00:00:01,500 --> 00:00:02,000\r\nAnn Lee: Good\r\nmorning.\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\nHow are you?\r\n\r\n3\r\n00:00:03,000 --> 00:00:04,000\r\nBOB: {\\an8}At ten: tea.\r\n`;
  assert.deepEqual(passages(srt), [
    { start: 1.5, speaker: 'Ann Lee', text: 'Good morning. How are you?' },
    { start: 3, speaker: 'BOB', text: 'At ten: tea.' },
  ]);
});

test('what nobody else says between is divided at the end of a sentence', () => {
  const cues = Array.from(
    { length: 60 },
    (_, n) => `${n}\n00:00:${String(n).padStart(2, '0')},000 --> x\nThis is sentence ${n}.\n`,
  );
  const found = passages(cues.join('\n'));
  assert.ok(found.length > 2 && found.length < 10);
  assert.ok(found.every(({ text }) => text.endsWith('.') && text.length < 700));
  assert.equal(
    found
      .map(({ text }) => text)
      .join(' ')
      .split('sentence').length,
    61,
  );
});

test('JSON, plain text and HTML are told by what they are', () => {
  const segments = [
    { speaker: 'Ann', startTime: 0.5, endTime: 1, body: 'Good ' },
    { speaker: 'Ann', startTime: 1, body: 'morning.' },
    { speaker: 'Bob', body: 'Hello <b>.' },
    { body: 5 },
  ];
  assert.deepEqual(passages(JSON.stringify({ version: '1.0.0', segments })), [
    { start: 0.5, speaker: 'Ann', text: 'Good morning.' },
    { speaker: 'Bob', text: 'Hello <b>.' },
  ]);
  assert.deepEqual(passages('Ann: Good\nmorning.\n\n\nBob: <Hello>.'), [
    { text: 'Ann: Good morning.' },
    { text: 'Bob: <Hello>.' },
  ]);
  const { html } = readTranscript('<p>Good <script>x()</script><a href="javascript:x">morning</a></p>', BASE);
  assert.match(html!, /^<p>Good .*morning/);
  assert.doesNotMatch(html!, /script/);
  for (const none of ['', 'WEBVTT\n\n', '{"segments":1}', '<script>x()</script>'])
    assert.throws(() => readTranscript(none, BASE), { reason: 'no_part' }, none);
});

test('whatever a file holds, it is read quickly or refused', () => {
  const pieces = [
    '\n\n',
    '00:00:01,000 --> 00:00:02,000\n',
    '<v ',
    '<',
    '{\\',
    ': ',
    'A',
    'WEBVTT\n',
    '"',
    'x',
  ];
  const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string(), fc.json()), text => {
      try {
        for (const passage of passages(text)) assert.equal(typeof passage.text, 'string');
      } catch (error) {
        assert.equal((error as { reason?: string }).reason, 'no_part');
      }
    }),
  );
  for (const piece of [...pieces, '<v A', 'A ', 'A.', '00:00:01,000 --> x\nA: b\n\n']) {
    const before = process.cpuUsage();
    try {
      passages(`x${piece.repeat(1_000_000 / piece.length)}`);
    } catch {}
    const { user } = process.cpuUsage(before);
    assert.ok(user < 1_500_000, `${JSON.stringify(piece)}: ${user} µs`);
  }
});
