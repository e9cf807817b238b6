import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summaryOf } from './summary.ts';

const TEXT =
  'Eels swim up the river every spring, and nobody has seen where they come from. It is a long way.';

test('a list says of an item what its author says in short, and otherwise how it begins', () => {
  assert.equal(summaryOf(TEXT, '<p>Where eels <em>come</em> from.</p>'), 'Where eels come from.');
  assert.equal(summaryOf(TEXT, undefined), TEXT);
  for (const nothing of ['', ' ', '<img src="x">', '…'])
    assert.equal(summaryOf(TEXT, nothing), TEXT, nothing);
});

test('the beginning of the text that a program made, and what it puts at the end, are no summary', () => {
  const footer = '<p>The post <a href="/eels">Eels</a> appeared first on <a href="/">The Fens</a>.</p>';
  assert.equal(
    summaryOf(TEXT, `Eels swim up the river every spring, &amp; and nobody has&#8230; ${footer}`),
    TEXT,
  );
  assert.equal(summaryOf(TEXT, `<p>On eels.</p>${footer}`), 'On eels.');
  assert.equal(summaryOf('', '<p>On eels.</p>'), 'On eels.');
  assert.ok(summaryOf(TEXT, 'word '.repeat(100_000)).length <= 300);
});
