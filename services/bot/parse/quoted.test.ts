import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldName, splitOutside, splitWords, takeWord, unquote } from './quoted.ts';

const TAKEN: readonly (readonly [text: string, word: string | undefined, rest?: string])[] = [
  ['ann', 'ann', ''],
  ['@ann: the mill is open', 'ann', 'the mill is open'],
  ['"Ann Lee" 3 days spam', 'Ann Lee', '3 days spam'],
  ['“Ann Lee”, hello', 'Ann Lee', 'hello'],
  ['„Ann Lee“ hello', 'Ann Lee', 'hello'],
  ['‘Ann Lee’ hello', 'Ann Lee', 'hello'],
  ["'Ann Lee' hello", 'Ann Lee', 'hello'],
  ['@"Ann Lee": hello', 'Ann Lee', 'hello'],
  ['" Ann   Lee "', 'Ann Lee', ''],
  ['@AnnLee hello', 'AnnLee', 'hello'],
  ["o'neil it's 'ours'", "o'neil", "it's 'ours'"],
  ["'til we meet", "'til", 'we meet'],
  ['[away]|ann` hello', '[away]|ann`', 'hello'],
  ['ann@mill.example hello', 'ann@mill.example', 'hello'],
  ['"Ann Lee hello', undefined],
  ['" " hello', undefined],
  ['', undefined],
];

test('a name or word is read up to a space, or between quotes', () => {
  for (const [text, word, rest] of TAKEN) {
    const taken = takeWord(text);
    assert.deepEqual([taken?.word, taken?.rest], [word, rest], text);
  }
});

test('words are split at spaces, though not between quotes', () => {
  assert.deepEqual(splitWords('hug "Ann Lee"  “two words” it\'s 5" and 6" x'), [
    ...['hug', 'Ann Lee', 'two words', "it's", '5"', 'and', '6"', 'x'],
  ]);
  assert.deepEqual(splitWords(''), []);
  assert.deepEqual(splitOutside('"a and b" and c', /( and )/), ['"a and b"', ' and ', 'c']);
  assert.equal(unquote('"two words"'), 'two words');
  assert.equal(unquote('"two" words'), '"two" words');
});

test('a name is the same in any case, with or without its spaces and an @', () => {
  assert.equal(foldName('@AnnLee'), foldName('ann  LEE'));
});
