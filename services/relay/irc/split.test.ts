import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { roomForText, splitLine } from './split.ts';
import { toLines } from './text.ts';

test('a line that fits stays whole', () => assert.deepEqual(splitLine('hello there', 20), ['hello there']));

test('a longer line is cut between words', () => {
  assert.deepEqual(splitLine('one two three four', 9), ['one two', 'three', 'four']);
});

test('a word longer than a line is cut between characters, never inside one', () => {
  assert.deepEqual(splitLine('ééééé', 4), ['éé', 'éé', 'é']);
  assert.deepEqual(splitLine('👩‍👩‍👧👩‍👩‍👧', 20), ['👩‍👩‍👧', '👩‍👩‍👧']);
});

test('a character longer than a line is cut between code points', () => {
  assert.deepEqual(splitLine('👩‍👩‍👧', 8), ['👩‍', '👩‍', '👧']);
});

test('every piece fits, is whole UTF-8 and not empty, and nothing but spaces is lost', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.integer({ min: 4, max: 60 }),
      (text, limit) => {
        for (const line of toLines(text)) {
          const pieces = splitLine(line, limit);
          for (const piece of pieces) {
            assert.ok(Buffer.byteLength(piece) <= limit);
            assert.ok(piece.isWellFormed() && piece.trim() !== '');
          }
          assert.equal(pieces.join('').replace(/\s/g, ''), line.replace(/\s/g, ''));
        }
      },
    ),
  );
});

test('words that fit on a line are never cut', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'é', '字', '🙂'), minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), words => {
      const cut = splitLine(words.join(' '), 20).flatMap(piece => piece.split(' '));
      assert.deepEqual(cut, words);
    }),
  );
});

test('no text can end its line and begin a command', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('\r', '\n', '\0', '\x01', 'Q', ' ', '\u2028') }), text => {
      for (const line of toLines(text)) assert.doesNotMatch(line, /[\x00-\x1f\x7f]/);
    }),
  );
  assert.deepEqual(toLines('hi\r\nQUIT :bye\x01'), ['hi', 'QUIT :bye']);
});

test('what is left for text makes a whole line of at most 512 bytes', () => {
  const target = '#croft';
  const line = `:croft!${'u'.repeat(20)}@${'h'.repeat(63)} PRIVMSG ${target} :${'x'.repeat(roomForText('croft', target))}\r\n`;
  assert.equal(Buffer.byteLength(line), 512);
});
