import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderMarkdown } from './markdown.ts';

const html = async (source: string, language?: string) =>
  (await renderMarkdown(source, { language })).html.trim().replaceAll('\n', '');

test('a quotation that begins with a mark is a callout with the name of its kind', async () => {
  assert.equal(
    await html('> [!NOTE]\n> Read *this*.\n>\n> And that.'),
    '<div class="callout note" role="note"><p class="callout-title">Note</p><p>Read <em>this</em>.</p><p>And that.</p></div>',
  );
  assert.match(await html('> [!warning]\n> x'), /class="callout warning"[\s\S]*>Warning</);
});

test('its title is in the language of the document, or what the writer put on the line', async () => {
  assert.match(await html('> [!TIP]\n> x', 'de-AT'), />Tipp</);
  assert.match(await html('> [!TIP]\n> x', 'xx'), />Tip</);
  assert.match(
    await html('> [!NOTE] Mind the `gap`\n> x'),
    /<p class="callout-title">Mind the <code>gap<\/code><\/p><p>x/,
  );
});

test('a callout may begin with a list and stand in a quotation; its end is its own', async () => {
  assert.match(await html('> [!NOTE]\n>\n> - a'), /Note<\/p><ul><li>a<\/li><\/ul><\/div>$/);
  assert.match(
    await html('> q\n>\n> > [!TIP]\n> > x\n>\n> r'),
    /^<blockquote><p>q<\/p><div [\s\S]*<\/div><p>r<\/p><\/blockquote>$/,
  );
});

test('other quotations stay quotations', async () => {
  for (const source of [
    '> [!NOTES]\n> x',
    '> a\n> [!NOTE]',
    '> [NOTE]',
    '[!NOTE]',
    '> `[!NOTE]`',
    '> [!NOTE]x',
  ])
    assert.doesNotMatch(await html(source), /callout/, source);
});
