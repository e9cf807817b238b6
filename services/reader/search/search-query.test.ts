import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { testReader } from '../testing/context.ts';
import { searchQuery } from './search-query.ts';
import { wordVector } from './word-vector.ts';

test('words, phrases, alternatives and exclusions are read, the last word as the beginning of one', () => {
  const whole = (text: string) => searchQuery(text)?.whole;
  assert.equal(whole('Quick ÅNGSTRÖM'), "(('quick') & ('angstrom':*))");
  assert.equal(whole('"quick fox" hat'), "(('quick' <-> 'fox') & ('hat':*))");
  assert.equal(whole('well-known "fox"'), "(('well' <-> 'known') & ('fox'))");
  assert.equal(whole('fox or -"red hat" hen or so'), "(('fox')) | (!('red' <-> 'hat') & ('hen')) | (('so'))");
  assert.equal(whole('fox -hound '), "(('fox') & !('hound'))");
  assert.equal(whole('東京都 b'), "(('東' <-> '京' <-> '都') & ('b'))");
  assert.equal(searchQuery('"quick fox" -red hat')?.words, "('quick' & 'fox' & 'hat':*)");
});

test('what has no word that must be there finds nothing', () => {
  for (const text of ['', '-', '"', "'", '& | ! ( )', ':*', '\0', '-fox', '-fox or -"hen', 'or', 'OR or'])
    assert.equal(searchQuery(text), undefined, text);
  assert.equal(searchQuery('fox or -hen')?.whole, "(('fox'))");
});

test('any text is a query and has a vector that PostgreSQL takes', async t => {
  const { db } = await testReader(t);
  const word = fc.constantFrom(
    '"',
    '-',
    ' ',
    'or',
    '\\',
    "'",
    ':*',
    '&',
    'Ä',
    'ﬁ',
    '٣',
    '東京',
    'ไทย',
    'x'.repeat(3000),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(word, { maxLength: 20 }).map(words => words.join('')),
  );
  await fc.assert(
    fc.asyncProperty(text, async any => {
      const query = searchQuery(any.slice(0, 200));
      const found = await sql<{ all: boolean; words: boolean }>`
        select ${wordVector(any.toWellFormed())}::tsvector @@ ${query?.whole ?? 'x'}::tsquery as all,
          ${wordVector('')}::tsvector @@ ${query?.words ?? 'x'}::tsquery as words`.execute(db);
      assert.equal(found.rows.length, 1);
    }),
    { numRuns: 100 },
  );
});
