import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { htmlToText } from '../../../core/html/text.ts';
import { renderComment } from '../../../core/markdown/comment.ts';
import type { Carried } from '../chat-network.ts';
import { carriedLines } from '../irc/carried-lines.ts';
import { statusText } from '../mastodon/status-text.ts';
import { saidIn } from '../twitch/chat-line.ts';
import { carriedMessages } from '../twitch/message-texts.ts';
import { plainToMarkdown } from '../web/markdown.ts';
import { Echoes } from './echoes.ts';
import { cleanName, quietName } from './names.ts';

const SIGNS = fc.constantFrom(
  'a',
  'é',
  '👩‍👩‍👧',
  ' ',
  '\r',
  '\n',
  '\0',
  '\x01',
  '\x03',
  '04',
  ',',
  '/',
  '.',
  '@',
  '*',
  '_',
  '<',
  '&',
  '\u202e',
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 900 }),
  fc.string({ unit: SIGNS, maxLength: 900 }),
);
const line = fc.record({
  ...{ kind: fc.constantFrom('say', 'edit', 'note', 'delete'), name: text.map(cleanName), text },
  ...{ action: fc.boolean(), colour: fc.boolean(), late: fc.constantFrom(undefined, new Date(0)) },
  reply: fc.option(fc.record({ id: fc.option(text, { nil: undefined }), name: text.map(cleanName), text }), {
    nil: undefined,
  }),
});
const carried = (given: object): Carried =>
  ({ key: 'k', network: 'net', plain: true, targets: [], ...given }) as unknown as Carried;

test('no line of another room makes more than a line of at most 512 bytes on IRC, or a command', () => {
  fc.assert(
    fc.property(line, fc.boolean(), (given, tags) => {
      for (const one of carriedLines(carried(given), '#croft', { nick: 'croft', tags, label: 'x' })) {
        const [, said] = /^(?:@[^ \r\n]+ )?(PRIVMSG #croft :[^\r\n\0\x01]+)$/.exec(one) ?? [];
        assert.ok(said !== undefined, JSON.stringify(one));
        assert.ok(Buffer.byteLength(said) <= 512 - 104 && said.isWellFormed());
      }
    }),
  );
});

test('nothing is longer on Twitch or Mastodon than they take, or a command there', () => {
  fc.assert(
    fc.property(line, text, (given, words) => {
      for (const message of carriedMessages(carried(given))) {
        assert.ok([...message].length <= 500 && !/^[/.]/.test(message) && !/[\x00-\x1f]/.test(message));
      }
      assert.ok([...statusText('ann@example.org', words)].length <= 500);
    }),
  );
});

test('a name is one line without what is not seen, and calls nobody', () => {
  fc.assert(
    fc.property(text, name => {
      const clean = cleanName(name);
      assert.doesNotMatch(clean, /[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]|^\s|\s$/u);
      assert.ok(clean !== '' && [...clean].length <= 40);
      assert.equal(quietName(clean).replaceAll('\u200b', ''), clean);
    }),
  );
  assert.equal(quietName('ann'), 'a\u200bnn');
});

test('what is no Markdown is shown as it was written', async () => {
  const shown = async (plain: string) =>
    htmlToText((await renderComment(plainToMarkdown(plain))).html)
      .replace(/\s+/g, ' ')
      .trim();
  for (const plain of [
    '# no heading',
    '1. no list',
    '- nor this',
    '> no quote',
    '*not* _this_ `either` [x](y) ~~z~~ <b>w</b>',
    '&amp; \\* | a | b |',
    '+1',
    '=== ---',
    'see https://example.org/a_b_c?x=*1* there',
  ])
    assert.equal(await shown(plain), plain);
});

test('what other bridges bring back is known again, in the ways in which they write it', () => {
  let now = 0;
  const echoes = new Echoes(() => now);
  assert.equal(echoes.isEcho('Ann', 'Good morning, everybody'), false);
  for (const told of [
    '<ann> good morning, everybody',
    '[irc] <A\u200bnn> Good morning, everybody',
    '**Ann**: Good morning, everybody',
    'Ann: Good morning, everybody',
  ])
    assert.equal(echoes.isEcho('bridge', told), true, told);
  for (const other of [
    'Good morning, everybody',
    'ann: good morning',
    '<carol> Good morning, everybody',
    'I say: Good morning, everybody',
  ])
    assert.equal(echoes.isEcho('bob', other), false, other);
  now = 120_000;
  assert.equal(echoes.isEcho('bridge', '<Ann> Good morning, everybody'), false);
});

test('a line of Twitch is read with who said it, what it answers and what they are', () => {
  const tags = { id: 'm1', 'user-id': '7', 'display-name': 'Ann', badges: 'vip/1,moderator/1' };
  const read = (more: object, words: string) =>
    saidIn({ tags: { ...tags, ...more }, nick: 'ann', command: 'PRIVMSG', params: ['#Ada', words] });
  const said = {
    kind: 'said',
    place: '#ada',
    direct: false,
    name: 'Ann',
    account: '7',
    id: 'm1',
    badge: 'moderator',
    role: 'moderator',
  };
  assert.deepEqual(read({}, 'hi'), { ...said, text: 'hi' });
  assert.deepEqual(read({}, '\x01ACTION waves\x01'), { ...said, text: 'waves', action: true });
  const reply = { 'reply-parent-msg-id': 'm0', 'reply-parent-user-login': 'bob' };
  assert.deepEqual(read(reply, '@Bob yes'), { ...said, text: 'yes', replyTo: 'm0' });
  assert.equal(read({}, ' '), undefined);
});
