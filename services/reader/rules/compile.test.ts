import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Condition, Match } from '../contract/rules.ts';
import { compileMatch } from './compile.ts';
import { subjectOfKept } from './subject.ts';

const subject = subjectOfKept(
  {
    title: 'Café Society: a Review',
    author: 'Ann Smith',
    url: 'https://blog.example/posts/1?a=b',
    html: '<p>The cat sat on <b>the</b> mat.</p>',
    categories: ['Film', 'New York'],
  },
  [{ title: 'Ann’s blog', url: 'https://blog.example/feed', tags: ['friends', 'film'] }],
);

const TRUE_OR_NOT: readonly (readonly [
  Condition['field'],
  Condition['operator'],
  value: string,
  outcome: boolean,
])[] = [
  ['title', 'contains', 'CAFÉ', true],
  ['title', 'contains', 'Cafe\u0301', true],
  ['title', 'contains', 'coffee', false],
  ['title', 'is', 'café society: a review', true],
  ['title', 'is', 'café', false],
  ['title', 'starts', 'café so', true],
  ['title', 'starts', 'society', false],
  ['title', 'word', 'society', true],
  ['title', 'word', 'soc', false],
  ['title', 'word', 'a review', true],
  ['title', 'word', 'café', true],
  ['title', 'pattern', 'soc.*\\ba\\b', true],
  ['author', 'is', 'ann smith', true],
  ['text', 'contains', 'sat on the mat', true],
  ['text', 'word', 'at', false],
  ['text', 'contains', '<b>', false],
  ['link', 'starts', 'https://blog.example/', true],
  ['feed', 'is', 'https://blog.example/feed', true],
  ['feed', 'contains', 'ann’s', true],
  ['feedTag', 'is', 'film', true],
  ['feedTag', 'is', 'filming', false],
  ['category', 'is', 'new york', true],
];

for (const [field, operator, value, outcome] of TRUE_OR_NOT) {
  test(`${field} ${operator} “${value}” is ${outcome}, and its contrary ${!outcome}`, () => {
    const condition = { field, operator, value };
    const matches = (not: boolean) =>
      compileMatch({ every: true, conditions: [{ ...condition, not }] })(subject);
    assert.equal(matches(false), outcome);
    assert.equal(matches(true), !outcome);
  });
}

test('all conditions or one of them have to be true', () => {
  const conditions: Match['conditions'] = [
    { field: 'title', operator: 'word', value: 'review', not: false },
    { field: 'author', operator: 'is', value: 'bob', not: false },
  ];
  assert.equal(compileMatch({ every: true, conditions })(subject), false);
  assert.equal(compileMatch({ every: false, conditions })(subject), true);
});

test('an item without an author is by nobody', () => {
  const anonymous = subjectOfKept({ title: '', author: null, url: null, html: '', categories: [] }, []);
  const by = (not: boolean): Match => ({
    every: true,
    conditions: [{ field: 'author', operator: 'contains', value: 'a', not }],
  });
  assert.equal(compileMatch(by(false))(anonymous), false);
  assert.equal(compileMatch(by(true))(anonymous), true);
});
