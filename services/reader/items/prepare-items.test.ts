import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entry } from '../testing/items.ts';
import { prepareItem } from './prepare-item.ts';
import { hashItems, prepareItems } from './prepare-items.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const part = '<p onclick="x()">A long <b>text</b> with <a href="/there?utm_source=a">a link</a>.</p>';
const long = entry('long', 1, { html: part.repeat(20_000) });

test('a long item is prepared as a short one is, and comes out clean', async () => {
  const known = { key: hashItems([long])[0]!.key, content_hash: Buffer.alloc(32), published_at: new Date(0) };
  const [prepared] = await prepareItems(hashItems([long]), [known], NOW);
  const { key, content_hash } = prepared!;
  assert.deepEqual(
    prepared,
    prepareItem({ item: long, key, hash: content_hash, knownSince: known.published_at, now: NOW }),
  );
  assert.doesNotMatch(prepared!.html, /onclick|utm_source/);
  assert.equal(prepared!.published_at, '1970-01-01T00:00:00.000Z');
});

test('while a long item is prepared, the process goes on with other things', async () => {
  const hashed = hashItems([long]);
  let ticks = 0;
  const timer = setInterval(() => ticks++, 2);
  await prepareItems(hashed, [], NOW);
  clearInterval(timer);
  assert.ok(ticks > 5, `${ticks}`);
});
