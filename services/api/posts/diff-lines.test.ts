import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { diffLines, type LineDiff } from './diff-lines.ts';

function side({ lines }: LineDiff, other: 'added' | 'removed'): string {
  return lines
    .filter(line => line.kind !== other)
    .map(line => line.parts.map(part => part.text).join(''))
    .join('\n');
}

test('a comparison holds both texts whole when nothing is left out', () => {
  const line = fc.oneof(
    fc.constantFrom('', 'a', 'b', 'the same line', 'the same lines', '\r'),
    fc.string({ unit: 'grapheme' }).map(text => text.replaceAll('\n', ' ')),
  );
  const text = fc.array(line, { maxLength: 30 }).map(lines => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (older, newer) => {
      fc.pre(older !== newer);
      const diff = diffLines(older, newer, Number.POSITIVE_INFINITY);
      assert.deepEqual([side(diff, 'added'), side(diff, 'removed')], [older, newer]);
      const count = (kind: string) => diff.lines.filter(one => one.kind === kind).length;
      assert.deepEqual([diff.added, diff.removed], [count('added'), count('removed')]);
    }),
  );
});

test('what is far from every change is left out and counted', () => {
  const older = Array.from({ length: 40 }, (_, n) => `line ${n}`);
  const newer = older.with(20, 'other words');
  const { lines } = diffLines(older.join('\n'), newer.join('\n'));
  assert.deepEqual(
    lines.map(line => line.skipped ?? line.kind),
    [17, ...['same', 'same', 'same', 'removed', 'added', 'same', 'same', 'same'], 16],
  );
  assert.deepEqual([lines[4]?.from, lines[5]?.to, lines[6]?.from], [21, 21, 22]);
  assert.deepEqual(diffLines('a\nb\nc', 'a\nb\nc').lines, [{ kind: 'gap', parts: [], skipped: 3 }]);
});

test('texts that have nothing in common are compared too, however long', () => {
  const text = (word: string) => Array.from({ length: 20_000 }, (_, n) => `${word} ${n}`).join('\n');
  const diff = diffLines(text('one'), text('two'));
  assert.deepEqual([diff.added, diff.removed, diff.cut, diff.lines.length], [20_000, 20_000, true, 3000]);
  const line = diffLines('x '.repeat(500_000), 'y '.repeat(500_000));
  assert.deepEqual([line.added, line.removed], [1, 1]);
});

test('words are told apart in scripts without spaces', () => {
  const { lines } = diffLines('今日は天気がいい', '今日は気分がいい');
  assert.ok(lines[0]?.parts.some(part => !part.changed && part.text.startsWith('今日')));
});
