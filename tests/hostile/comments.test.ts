import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../core/errors.ts';
import { getPost } from '../../services/api/methods/posts/get-post.ts';
import { addComment } from '../../services/api/methods/thread/add-comment.ts';
import { decideResponses } from '../../services/api/methods/thread/decide-responses.ts';
import { getThread } from '../../services/api/methods/thread/get-thread.ts';
import { listComments } from '../../services/api/methods/thread/list-comments.ts';
import { ownerAccount } from '../../services/api/store/people/accounts.ts';
import { newAddress, publishPost } from '../../services/api/testing/comments.ts';
import { testApi } from '../../services/api/testing/context.ts';
import * as sample from '../../services/web/testing/sample.ts';
import type { Frame } from '../../services/web/views/frame.ts';
import { talkOf } from '../../services/web/views/thread/talk.ts';
import { threadView } from '../../services/web/views/thread/thread.ts';
import { escapes } from './escapes.ts';
import { hostileComment, randomFrom } from './generate.ts';

const COMMENTS = 10_000;
const AT_ONCE = 16;
const POSTS = 50;
const SEED = Number(process.env['CROFT_SEED'] ?? 20_261_124);

test(`of ${COMMENTS} hostile comments each is stored or refused with a reason, and none escapes on a page or in the API`, {
  timeout: 300_000,
}, async t => {
  const api = await testApi(t);
  const account = await ownerAccount(api.db);
  for (let n = 0; n < POSTS; n++) await publishPost(api, `p${n}`);
  const random = randomFrom(SEED);
  const refused: Record<string, number> = {};
  let stored: string[] = [];
  let all = 0;

  const send = async (n: number) => {
    const hostile = hostileComment(random);
    try {
      const { id } = await addComment(api, {
        ...hostile,
        slug: `p${n % POSTS}`,
        visitor: { address: newAddress() },
      });
      stored.push(id);
    } catch (error) {
      // Anything but a refusal with a reason fails the test.
      if (!(error instanceof AppError) || error.code === 'internal')
        throw new Error(JSON.stringify(hostile), { cause: error });
      refused[error.reason ?? error.code] = (refused[error.reason ?? error.code] ?? 0) + 1;
    }
  };
  /** The moderator lets everything through, and the hours pass that the limits ask for. */
  const approve = async () => {
    if (stored.length > 0)
      await decideResponses(api, { ids: stored.slice(0, 200), action: 'approve', account });
    await api.db
      .updateTable('response')
      .set({ received_at: '2026-01-01T00:00:00Z' })
      .where('id', 'in', stored)
      .execute();
    all += stored.length;
    stored = [];
  };
  for (let n = 0; n < COMMENTS; n += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, COMMENTS - n) }, (_, at) => send(n + at)));
    if (stored.length > 80) await approve();
  }
  await approve();
  t.diagnostic(`seed ${SEED}: ${all} stored, refused ${JSON.stringify(refused)}`);
  assert.equal(refused['rate_limited'], undefined);
  assert.ok(all > COMMENTS / 3 && all < COMMENTS);
  assert.equal(all + Object.values(refused).reduce((sum, one) => sum + one, 0), COMMENTS);

  const script = '/assets/thread.js';
  const frame = {
    site: sample.site,
    origin: 'https://croft.example',
    assets: { threadScript: { path: script } },
  };
  let shown = 0;
  for (let n = 0; n < POSTS; n++) {
    const slug = `p${n}`;
    const thread = await getThread(api, { slug });
    shown += thread.responses.length;
    const post = await getPost(api, { slug });
    const talk = talkOf(frame, post, thread.responses, thread.comments === 'open');
    const page = threadView(frame as unknown as Frame, post, talk, thread).text;
    assert.deepEqual(escapes(page, script), [], slug);
  }
  assert.equal(shown, all);

  let cursor: string | undefined;
  do {
    const page = await listComments(api, { limit: 100, cursor });
    for (const { html, author } of page.comments) {
      assert.deepEqual(escapes(html, ''), []);
      assert.ok(author.name.isWellFormed() && !/[\0\r\n\u202e]/.test(author.name));
      assert.match(author.url ?? 'https://', /^https?:\/\//);
    }
    cursor = page.next;
  } while (cursor !== undefined);
});
