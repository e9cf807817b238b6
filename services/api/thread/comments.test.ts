import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimOwner } from '../methods/people/claim-owner.ts';
import { saveSettings } from '../methods/site/save-settings.ts';
import { deleteComment } from '../methods/thread/delete-comment.ts';
import { editComment } from '../methods/thread/edit-comment.ts';
import { getThread } from '../methods/thread/get-thread.ts';
import { openComment } from '../methods/thread/open-comment.ts';
import { offerSetup } from '../people/setup.ts';
import { ownerAccount } from '../store/people/accounts.ts';
import { establish } from '../store/thread/commenters.ts';
import { setStatus } from '../store/thread/status.ts';
import { comment, newAddress, proved, publishPost } from '../testing/comments.ts';
import { reasonOf, type TestApi, testApi } from '../testing/context.ts';

const CODE = 'lavodi-metugo-bafari';

/** Approves a comment and its writer, as a moderator does. */
async function approve(api: TestApi, id: string): Promise<void> {
  await api.db.transaction().execute(async trx => {
    const { commenter_id } = await trx
      .selectFrom('response')
      .select('commenter_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if (commenter_id) await establish(trx, commenter_id);
    await setStatus(trx, [id], 'approved');
  });
}

const reasons = async (api: TestApi, id: string) =>
  (
    await api.db
      .selectFrom('response')
      .select(['status', 'reasons'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).reasons;

test('the first comment waits; once approved, the same name and code need not wait, from any device', async t => {
  const api = await testApi(t);
  await publishPost(api);
  const first = await comment(api, { code: CODE, markdown: 'One', ...proved(api) });
  assert.equal(first.status, 'pending');
  assert.deepEqual(await reasons(api, first.id), ['first']);
  await approve(api, first.id);
  const second = await comment(api, { name: ' ann', code: CODE, markdown: 'Two' });
  assert.equal(second.status, 'approved');
  const { responses } = await getThread(api, { slug: 'p' });
  assert.deepEqual(
    responses.map(one => [one.html, one.author.verified]),
    [
      ['<p>One</p>', false],
      ['<p>Two</p>', true],
    ],
  );
});

test('a name that is somebody’s is refused alike with a wrong code and with none; before its first approval it is nobody’s', async t => {
  const api = await testApi(t);
  await publishPost(api);
  const [first, rival] = [
    await comment(api, { code: CODE, markdown: 'One' }),
    await comment(api, { code: `${CODE}x`, markdown: 'Mine too' }),
  ];
  await approve(api, first.id);
  const refusals = await Promise.all(
    [undefined, '', 'wrong-wrong-wrong', `${CODE}x`].map(code => reasonOf(comment(api, { code }))),
  );
  assert.deepEqual(refusals, Array(4).fill('name_taken'));
  for (const name of ['ann', 'ＡＮＮ', 'Аnn'.replace('nn', 'пп'), 'Änn', 'A n n'])
    assert.equal(await reasonOf(comment(api, { name })), 'name_taken', name);
  // Whoever lost the name can still change what they wrote under it.
  const own = { id: rival.id, name: 'Ann', code: `${CODE}x`, visitor: { address: newAddress() } };
  assert.equal((await openComment(api, own)).markdown, 'Mine too');
});

test('what is wrong with a name, a code or an address is said', async t => {
  const api = await testApi(t);
  await publishPost(api);
  await offerSetup(api);
  const code = /setup\/([\w-]+)/.exec(api.announced[0]!)![1]!;
  await claimOwner(api, { code, name: 'Petra Owner' });
  const refused: [object, string][] = [
    [{ name: '  ' }, 'bad_name'],
    [{ name: '…' }, 'bad_name'],
    [{ name: 'A\u202eeve' }, 'bad_name'],
    [{ name: 'A\u3164nn' }, 'bad_name'],
    [{ name: 'Раul' }, 'bad_name'], // Cyrillic and Latin in one
    [{ name: 'a\u0301\u0301\u0301\u0301\u0301' }, 'bad_name'],
    [{ name: 'x'.repeat(61) }, 'bad_name'],
    [{ name: 'petra  owner' }, 'name_taken'],
    [{ name: 'Petra (admin)' }, 'name_taken'],
    [{ name: 'Admin' }, 'name_taken'],
    [{ code: 'short' }, 'weak_code'],
    [{ code: 'aaaaaaaaaaa' }, 'weak_code'],
    [{ code: 'password1' }, 'weak_code'],
    [{ website: 'javascript:alert(1)' }, 'bad_address'],
    [{ email: 'a@b\r\nBcc: c@d.example' }, 'bad_address'],
    [{ markdown: ' \n ' }, 'invalid'],
    [{ markdown: '&nbsp; <!-- -->'.slice(0, 6) }, 'invalid'],
    [{ slug: 'q' }, 'not_found'],
    [{ parent: '00000000-0000-4000-8000-000000000000' }, 'not_found'],
  ];
  for (const [input, reason] of refused)
    assert.equal(await reasonOf(comment(api, input)), reason, JSON.stringify(input));
  for (const name of ['Łukasz', '山田太郎', 'Ærøskøbing', 'علی‌رضا', 'आर्या', 'O’Neill', 'Ann 🌿'])
    assert.equal((await comment(api, { name, markdown: name })).status, 'pending', name);
});

test('its writer opens, changes and deletes a comment by name and code, and nobody else does', async t => {
  const api = await testApi(t);
  await publishPost(api);
  const { id } = await comment(api, { code: CODE, markdown: 'Teh' });
  const visitor = () => ({ address: newAddress() });
  const own = () => ({ id, name: 'Ann', code: CODE, visitor: visitor() });
  for (const wrong of [{ code: 'wrong-wrong' }, { name: 'Ben' }, { code: undefined }])
    assert.equal(await reasonOf(editComment(api, { ...own(), ...wrong, markdown: 'x' })), 'wrong_code');
  assert.deepEqual(await openComment(api, own()), {
    id,
    slug: 'p',
    markdown: 'Teh',
    status: 'pending',
    version: 1,
  });
  assert.equal((await editComment(api, { ...own(), markdown: 'The' })).status, 'pending');
  await approve(api, id);
  assert.equal((await editComment(api, { ...own(), markdown: 'The *thing*' })).status, 'approved');
  const [shown] = (await getThread(api, { slug: 'p' })).responses;
  assert.equal(shown?.html, '<p>The <em>thing</em></p>');
  assert.ok(shown?.editedAt);
  const links = [1, 2, 3].map(n => `https://${n}.example`).join(' ');
  assert.equal((await editComment(api, { ...own(), markdown: links })).status, 'pending');
  assert.equal((await deleteComment(api, own())).status, 'deleted');
  assert.equal(await reasonOf(openComment(api, own())), 'not_found');
  const notes = await api.db.selectFrom('decision').select(['action', 'made_by']).orderBy('id').execute();
  assert.deepEqual(
    notes.map(note => `${note.action} ${note.made_by}`),
    ['edit author', 'edit author', 'edit author', 'delete author'],
  );
});

test('what is held or waits says why: traps, copies, links, blocklists, no proof', async t => {
  const api = await testApi(t);
  await publishPost(api);
  await api.db
    .insertInto('block')
    .values([
      { kind: 'word', value: 'casino' },
      { kind: 'domain', value: 'bad.example' },
      { kind: 'address', value: '192.0.2.0/24' },
    ])
    .execute();
  const why = async (input: object) => {
    const { id, status } = await comment(api, { code: CODE, ...input });
    assert.equal(status, 'pending');
    return (await reasons(api, id)).join(' ');
  };
  assert.equal(await why({ markdown: 'a', trap: 'http://x.example' }), 'trap first no_proof');
  assert.equal(await why({ markdown: 'The best CAS\u0456NO!', ...proved(api) }), 'word first');
  assert.equal(await why({ markdown: 'b', website: 'https://www.bad.example' }), 'domain first no_proof');
  assert.equal(await why({ markdown: 'c', address: '192.0.2.7' }), 'address first no_proof');
  assert.equal(
    await why({ markdown: '<https://a.example> https://b.example [c](https://c.example)' }),
    'links first no_proof',
  );
  const long = 'These very same words are sent under many names.';
  assert.equal(await why({ markdown: long }), 'first no_proof');
  assert.equal(await why({ name: 'Ben', markdown: `${long} ` }), 'copy first no_proof');
  const once = proved(api);
  assert.equal(await why({ markdown: 'd', ...once }), 'first');
  assert.equal(await why({ markdown: 'e', ...once }), 'first no_proof');
  assert.equal(await why({ markdown: 'f', code: undefined, ...proved(api) }), 'first no_code');
});

test('a button pressed twice makes one comment, and the owner is shown at once as the owner', async t => {
  const api = await testApi(t);
  await publishPost(api);
  const address = newAddress();
  const twins = await Promise.all([1, 2, 3].map(() => comment(api, { address, markdown: 'Twice' })));
  assert.equal(new Set(twins.map(one => one.id)).size, 1);
  const account = await ownerAccount(api.db);
  assert.equal((await comment(api, { account, markdown: 'Mine' })).status, 'approved');
  const [mine] = (await getThread(api, { slug: 'p' })).responses;
  assert.deepEqual([mine?.author.name, mine?.author.owner, mine?.author.verified], ['Owner', true, true]);
});

test('guesses are slowed by network at once and by name gently, and never where the right code was given', async t => {
  const api = await testApi(t);
  await publishPost(api);
  const home = newAddress();
  const { id } = await comment(api, { code: CODE, address: home });
  await approve(api, id);
  const guess = (address: string) =>
    reasonOf(openComment(api, { id, name: 'Ann', code: 'guess-guess', visitor: { address } }));
  const one = newAddress();
  const answers: (string | undefined)[] = [];
  for (let n = 0; n < 8; n++) answers.push(await guess(one));
  assert.deepEqual(answers.slice(0, 6), Array(6).fill('wrong_code'));
  assert.equal(answers[7], 'rate_limited');
  const open = (address: string) =>
    reasonOf(openComment(api, { id, name: 'Ann', code: CODE, visitor: { address } }));
  assert.equal(await open(home), undefined);
  for (let n = 0; n < 12; n++) await guess(newAddress());
  assert.equal(await open(newAddress()), 'rate_limited');
  assert.equal(await open(home), undefined);
});

test('a network, a post and the queue take only so many an hour', async t => {
  const api = await testApi(t);
  await publishPost(api);
  const address = newAddress();
  const asked: (string | undefined)[] = [];
  for (let n = 0; n < 11; n++) asked.push(await reasonOf(comment(api, { address, markdown: `${n}` })));
  assert.deepEqual([asked[9], asked[10]], [undefined, 'rate_limited']);
  await saveSettings(api, { comments: false });
  assert.equal(await reasonOf(comment(api, {})), 'comments_closed');
});
