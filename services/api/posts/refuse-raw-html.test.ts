import assert from 'node:assert/strict';
import { test } from 'node:test';
import { savePost } from '../methods/posts/save-post.ts';
import { updatePost } from '../methods/posts/update-post.ts';
import { restoreRevision } from '../methods/revisions/restore-revision.ts';
import { reasonOf, testApi } from '../testing/context.ts';
import { claimed, invited } from '../testing/people.ts';

test('an editor writes Markdown and no HTML, and goes on writing where the owner has put some', async t => {
  const api = await testApi(t);
  const owner = (await claimed(api)).principal.account;
  const by = (await invited(api, 'Ben', 'editor')).principal.account;
  assert.equal(await reasonOf(savePost(api, { markdown: 'A <b>word</b>.', by })), 'raw_html');
  const mine = await savePost(api, { markdown: '**A** `<b>` word.', by });
  assert.equal(mine.post.html, '<p><strong>A</strong> <code>&lt;b&gt;</code> word.</p>\n');

  const before = 'One.\n\n<script>count()</script>\n\nA <i>word</i> of it.';
  const { post } = await savePost(api, {
    title: 'Counted',
    markdown: before,
    status: 'published',
    by: owner,
  });
  const change = (markdown: string) => updatePost(api, { id: post.id, changes: { markdown }, by });
  const { post: changed } = await change(before.replace('One.', 'Two.'));
  assert.match(changed.html, /^<p>Two\.<\/p>\n<script>count\(\)<\/script>/);
  await updatePost(api, { id: post.id, changes: { title: 'Told' }, by });
  for (const other of [
    before.replace('count()', 'steal()'),
    before.replace('A <i>word</i>', 'The <i>word</i>'),
    `${before}\n\n<img src=x onerror=steal()>`,
  ])
    assert.equal(await reasonOf(change(other)), 'raw_html');

  const { post: plain } = await change('Plain.');
  const version = plain.version!;
  const again = { id: post.id, version: version - 1, current: version };
  assert.equal(await reasonOf(restoreRevision(api, { ...again, by })), 'raw_html');
  assert.match((await restoreRevision(api, { ...again, by: owner })).post.html, /<script>count/);
});
