import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { AppError } from '../../core/errors.ts';
import { apiContract, type CommentsState } from '../api/contract.ts';
import { PostPages } from './post-pages.ts';
import { type Fake, fakeClient } from './testing/fake-client.ts';
import { posts, threadOf } from './testing/sample.ts';

const post = posts[0]!;
const { slug } = post;
const { responses } = threadOf(slug);
const call = {};
const english = Promise.resolve({ language: 'en' });

let world: { version: string; comments: CommentsState; known: (string | undefined)[] };
let api: Fake<typeof apiContract>;
let pages: PostPages;

beforeEach(() => {
  world = { version: 'one', comments: 'open', known: [] };
  api = fakeClient(apiContract, {
    getPostPage: ({ known }) => {
      world.known.push(known);
      const { version, comments } = world;
      const content = { post, around: { related: [] }, responses };
      return { version, comments, ...(known !== version && { content }) };
    },
  });
  pages = new PostPages(api.client, 'https://site.example');
});

test('what is kept is shown for as long as the api says that nothing of it has changed', async () => {
  const first = await pages.read(slug, english, call);
  assert.match(String(first.insets.at(-1)), /class="reply"/);
  assert.deepEqual(await pages.read(slug, english, call), first);
  world.version = 'two';
  await pages.read(slug, english, call);
  await pages.read(slug, english, call);
  assert.deepEqual(world.known, [undefined, 'one', 'one', 'two']);
});

test('what people said is written anew in another language, and when it can no longer be answered', async () => {
  const of = async (site: Promise<{ language: string }>) =>
    String((await pages.read(slug, site, call)).insets.at(-1));
  const before = await of(english);
  const french = await of(Promise.resolve({ language: 'fr' }));
  assert.notEqual(french, before);
  world.comments = 'closed';
  const closed = await of(Promise.resolve({ language: 'fr' }));
  assert.doesNotMatch(closed, /class="reply"/);
  assert.deepEqual(world.known, [undefined, 'one', undefined, 'one', undefined]);
  assert.equal(await of(Promise.resolve({ language: 'fr' })), closed);
});

test('a post that is gone is not shown from before', async () => {
  await pages.read(slug, english, call);
  api.refuse('getPostPage', new AppError('not_found', 'It is gone.'));
  await assert.rejects(pages.read(slug, english, call), { code: 'not_found' });
});
