import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { deliver } from '../../services/relay/context.ts';
import { eventually, relayDatabase, testRelay } from '../../services/relay/testing.ts';
import { mastodonServer, mastodonSettings } from './support/mastodon-server.ts';
import { answerOf } from './support/networks.ts';

describe('Mastodon', { timeout: 60_000 }, () => {
  async function connected(t: TestContext, more: { streams?: boolean; every?: number } = {}) {
    const server = await mastodonServer(t, more);
    server.mention('<p>@croft before it came</p>');
    const relay = testRelay(t, {
      networks: [{ ...mastodonSettings(server), every: more.every ?? 1 }],
      db: await relayDatabase(t),
    });
    await relay.start();
    await eventually(
      async () => (await relay.ctx.db.selectFrom('cursors').selectAll().execute()).length === 1,
      'it has looked',
    );
    return { server, relay };
  }

  test('who mentions the account is answered in the thread, as visibly as they asked, once', async t => {
    const { server, relay } = await connected(t);
    const id = server.mention('<p><span><a href="x">@<span>croft</span></a></span> roll d6</p>', {
      visibility: 'private',
      spoiler_text: 'dice',
    });
    await eventually(() => relay.heard.length === 1, 'the bot hears');
    const { room, sender, text, direct } = relay.heard[0]!;
    assert.deepEqual(
      { room, sender, text, direct },
      {
        ...{ room: `mastodon/social/ada@elsewhere.test/${id}`, text: 'roll d6', direct: true },
        sender: { name: 'Ada', account: 'ada@elsewhere.test' },
      },
    );
    server.next.push({ status: 500, json: { error: 'oh' } });
    await deliver(relay.ctx, room, answerOf(`6 for @everyone ${'word '.repeat(200)}`, 'Ada'), '7');
    await eventually(() => server.posted.length === 1, 'it is answered');
    const [posted] = server.posted;
    assert.deepEqual(
      [posted!.in_reply_to_id, posted!.visibility, posted!.spoiler_text],
      [id, 'private', 'dice'],
    );
    assert.match(posted!.status, /^@ada@elsewhere\.test 6 for @\u200beveryone (word )+word…$/);
    assert.ok([...posted!.status].length <= 500);
    await deliver(relay.ctx, room, answerOf(`6 for @everyone ${'word '.repeat(200)}`, 'Ada'), '7');
    assert.equal(server.posted.length, 1);
  });

  test('where the server streams, mentions are heard at once, and it is hardly asked', async t => {
    const { server, relay } = await connected(t, { streams: true, every: 3600 });
    await eventually(() => server.streams.length === 1, 'it listens');
    server.mention('<p>@croft one</p>');
    await eventually(() => relay.heard.length === 1, 'it hears', 2_000);
    server.streams[0]!.terminate();
    await eventually(() => server.streams.length === 0, 'the connection is lost');
    server.mention('<p>@croft two</p>');
    await eventually(() => relay.heard.length === 2, 'it connects again, and hears what was said meanwhile');
    server.mention('<p>@croft three</p>');
    await eventually(() => relay.heard.length === 3, 'it hears', 2_000);
    assert.deepEqual(
      relay.heard.map(({ text }) => text),
      ['one', 'two', 'three'],
    );
    assert.ok(server.looks <= 7, `it was asked ${server.looks} times`);
  });

  test('neither itself nor another program is answered', async t => {
    const { server, relay } = await connected(t);
    server.mention('<p>@croft hello</p>', { bot: true });
    server.mention('<p>@croft hello</p>', { acct: 'croft' });
    server.mention('<p>@croft from a person</p>');
    await eventually(() => relay.heard.length > 0, 'a person is heard');
    assert.deepEqual(
      relay.heard.map(({ text }) => text),
      ['from a person'],
    );
  });
});
