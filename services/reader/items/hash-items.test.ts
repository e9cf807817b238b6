import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { entry } from '../testing/items.ts';
import { contentPieces, hashItems } from './hash-items.ts';
import { sha256 } from './prepare-item.ts';

/** As hashes are kept in databases since the beginning. */
const content = (item: object) => JSON.stringify({ ...item, guid: undefined, base: undefined });

test('in pieces an item says what it says at once, whatever its text is made of', () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom('"', '\\', '\n', '"html":"', '\ud83d', '\ude00', '😀'), fc.string()),
  });
  fc.assert(
    fc.property(
      text,
      fc.option(text, { nil: undefined }),
      text,
      fc.integer({ min: 1, max: 20 }),
      (html, summaryHtml, title, size) => {
        const item = entry('a', 1, { html, summaryHtml, title });
        assert.equal([...contentPieces(item, size)].join(''), content(item));
      },
    ),
  );
});

test('a feed of many megabytes is hashed beside other things', async () => {
  const items = [
    entry('huge', 1, { html: '<p class="x">Ünïcode</p>\n'.repeat(500_000) }),
    ...Array.from({ length: 5_000 }, (_, n) => entry(`${n}`, 1, { html: '<p>text</p>'.repeat(100) })),
  ];
  let ticks = 0;
  let going = true;
  const tick = () => void (going && ++ticks && setImmediate(tick));
  setImmediate(tick);
  const hashed = await hashItems(items);
  going = false;
  assert.ok(ticks > 5, `${ticks}`);
  for (const n of [0, 1, 5_000])
    assert.ok(hashed[n]!.hash.equals(sha256(content(items[n]!))), `${n} is known by its hash again`);
});
