import assert from 'node:assert/strict';
import { test } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Parser } from 'htmlparser2';
import { AppError } from '../../core/errors.ts';
import { sendLetters } from '../../services/api/jobs/send-letters.ts';
import { addComment } from '../../services/api/methods/thread/add-comment.ts';
import { decideResponses } from '../../services/api/methods/thread/decide-responses.ts';
import { listComments } from '../../services/api/methods/thread/list-comments.ts';
import { ownerAccount } from '../../services/api/store/people/accounts.ts';
import { comment, newAddress, publishPost } from '../../services/api/testing/comments.ts';
import { testApi } from '../../services/api/testing/context.ts';
import { type Received, smtpServer } from '../../services/api/testing/smtp-server.ts';
import { commentFormats } from '../../services/web/feeds/comment-formats.ts';
import * as sample from '../../services/web/testing/sample.ts';
import { escapes } from './escapes.ts';
import { hostileComment, randomFrom } from './generate.ts';
import { readLetter } from './letter.ts';

/** As many as one letter to the owner holds, at once. */
const BATCH = 20;
const BATCHES = 6;
const ORIGIN = 'https://croft.example';
const READER = 'ann@home.example';
const SEED = Number(process.env['CROFT_SEED'] ?? 20_261_128);
/** Characters that XML 1.0 forbids or that a reader would stumble over; C1 controls are neither. */
const BROKEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

async function withMail(t: Parameters<typeof testApi>[0]) {
  const { url, received } = await smtpServer(t);
  const plain = await testApi(t);
  const config = { ...plain.config, smtp: url, mailFrom: 'site@croft.example', email: 'owner@croft.example' };
  const api = { ...plain, config };
  const account = await ownerAccount(api.db);
  return {
    api,
    approve: (ids: string[]) => decideResponses(api, { ids, action: 'approve', account }),
    /** Lets the pauses pass, and sends. */
    async send(): Promise<Received[]> {
      await api.db.updateTable('letter').set({ due_at: '2020-01-01T00:00:00Z' }).execute();
      await sendLetters(api);
      return received.splice(0);
    },
  };
}

test(`hostile comments are no more than text in the feed of comments, to the owner and to who hears of replies`, {
  timeout: 240_000,
}, async t => {
  const { api, approve, send } = await withMail(t);
  const parents: string[] = [];
  for (let n = 0; n < BATCH; n++) {
    await publishPost(api, `p${n}`);
    parents.push((await comment(api, { slug: `p${n}`, email: READER })).id);
  }
  await approve(parents);
  await api.db.updateTable('subscriber').set({ confirmed_at: new Date() }).execute();
  await send();
  const random = randomFrom(SEED);
  const letters: Received[] = [];
  let stored = 0;

  for (let batch = 0; batch < BATCHES; batch++) {
    const kept = await Promise.all(
      parents.map(async (parent, n) => {
        const answer = { slug: `p${n}`, parent, visitor: { address: newAddress() } };
        try {
          return (await addComment(api, { ...hostileComment(random), ...answer })).id;
        } catch (error) {
          // What is refused stores nothing; that it is refused with a reason is the other test's.
          if (!(error instanceof AppError)) throw error;
        }
      }),
    );
    const ids = kept.filter(id => id !== undefined);
    letters.push(...(await send()));
    await approve(ids);
    letters.push(...(await send()));
    // The days pass that the limits ask for.
    await api.db
      .updateTable('response')
      .set({ received_at: new Date(Date.now() - 3 * 86_400_000) })
      .where('id', 'in', ids)
      .execute();
    stored += ids.length;
  }
  t.diagnostic(`seed ${SEED}: ${stored} stored, ${letters.length} letters`);
  assert.ok(stored > (BATCH * BATCHES) / 3);
  const replies = letters.filter(({ to }) => to[0] === `<${READER}>`);
  assert.equal(replies.length, stored);
  assert.ok(letters.length - replies.length >= BATCHES - 1);
  for (const letter of letters) assertClean(letter);
  await assertFeedClean(api, stored + parents.length);
});

test('an address that would be more than one, or a header, is refused; an odd one gets its own letter and nobody else does', async t => {
  const { api, approve, send } = await withMail(t);
  const accepted = [
    "!#$%&'*+/=?^_`{|}~-@b.example",
    '=?utf-8?q?a?=@b.example',
    'a.b+c@xn--bcher-kva.example',
  ];
  const refused = [
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example\nSubject: x',
    'a@b.example, c@d.example',
    'a@b.example;c@d.example',
    'Ann <a@b.example>',
    '<a@b.example>',
    '"a b"@b.example',
    'a@b.example\0',
    'a@b.example\u2028c',
    'a@[127.0.0.1]',
    'a@localhost',
    'ä@b.example',
    `${'a'.repeat(65)}@b.example`,
  ];
  for (const [n, email] of [...accepted, ...refused].entries()) {
    await publishPost(api, `p${n}`);
    const sent = comment(api, { slug: `p${n}`, markdown: `Words ${n}.`, email });
    if (refused.includes(email)) await assert.rejects(sent, { reason: 'bad_address' }, JSON.stringify(email));
    else await approve([(await sent).id]);
  }
  const letters = (await send()).filter(({ to }) => to[0] !== '<owner@croft.example>');
  assert.deepEqual(letters.map(({ to }) => to).sort(), accepted.map(address => [`<${address}>`]).sort());
  for (const letter of letters) assertClean(letter);
});

const HEADERS = new Set([
  ...['from', 'to', 'subject', 'message-id', 'date', 'mime-version', 'content-type', 'auto-submitted'],
  ...['list-unsubscribe', 'list-unsubscribe-post'],
]);
const SUBJECT =
  /^(?:\d+ new responses?|Many new responses|A reply to your comment|Letters about replies from) ?(?:at )?croft\.example\??$/;
const SENTENCES =
  /^(?:New on your site:|There is a reply to your comment\.|Somebody commented at https:\/\/croft\.example .*)$/;

/** A letter is what `compose` writes: its headers, its sentences, its links, and words of strangers only where words stand. */
function assertClean(letter: Received): void {
  const { headers, text, html } = readLetter(letter);
  const names = headers.map(([name]) => name);
  assert.deepEqual(
    names.filter(name => !HEADERS.has(name)),
    [],
  );
  assert.equal(new Set(names).size, names.length, 'no header comes twice');
  for (const [name, value] of headers) assert.match(value, /^[\x20-\x7e]*$/, name);
  assert.equal(letter.to.length, 1);
  const get = (wanted: string) => headers.find(([name]) => name === wanted)?.[1];
  assert.equal(get('to'), letter.to[0]?.slice(1, -1));
  assert.equal(get('from'), 'site@croft.example');
  assert.match(get('subject') ?? '', SUBJECT);

  assert.doesNotMatch(text + html, BROKEN);
  for (const line of text.split('\n'))
    assert.ok(
      line === '' ||
        SENTENCES.test(line) ||
        /^(?:> |.{1,60} wrote:$|https:\/\/croft\.example\/posts\/p\d+\/comments\/[0-9a-f-]{36}$)/u.test(
          line,
        ) ||
        /^(?:The queue|Read it there|Yes, write to me|No more of these letters): https:\/\/croft\.example\//.test(
          line,
        ),
      line,
    );
  const elements = new Set(['html', 'body', 'p', 'strong', 'blockquote', 'a']);
  const parser = new Parser({
    onopentag(name, attributes) {
      assert.ok(elements.has(name), `<${name}>`);
      assert.deepEqual(Object.keys(attributes), name === 'a' ? ['href'] : [], name);
      if (name === 'a') assert.match(attributes['href'] ?? '', /^https:\/\/croft\.example\//);
    },
    oncomment: data => assert.fail(`<!--${data}-->`),
    onprocessinginstruction: (_name, data) => assert.equal(data, '!doctype html'),
  });
  parser.end(html);
}

interface Item {
  'dc:creator': string;
  'content:encoded': string;
}

interface Entry {
  title: string;
  link: { '@rel': string; '@href': string } | { '@rel': string; '@href': string }[];
  author: { name: string; uri?: string };
  content: { '#text'?: string; '@type': string };
}

/** Every comment is in the feed, which is XML, and what its HTML says is as harmless as on the page. */
async function assertFeedClean(api: Parameters<typeof listComments>[0], expected: number): Promise<void> {
  const reader = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    trimValues: false,
    htmlEntities: true,
    isArray: name => name === 'entry' || name === 'item',
  });
  let cursor: string | undefined;
  let entries = 0;
  do {
    const { comments, next } = await listComments(api, { limit: 100, cursor });
    const source = {
      site: sample.site,
      origin: ORIGIN,
      title: 'Comments',
      page: '/',
      self: '/comments/feed.xml',
      comments,
    };
    const feed = commentFormats.atom.write(source);
    const rss = commentFormats.rss.write(source);
    const json = commentFormats.json.write(source);
    for (const text of [feed, rss]) {
      assert.equal(XMLValidator.validate(text), true);
      assert.ok(text.isWellFormed());
      assert.doesNotMatch(text, BROKEN);
      // Nothing but the five entities and numbers, no CDATA, no comment: what a parser of any kind reads alike.
      assert.doesNotMatch(text, /&(?!(?:amp|lt|gt|quot|apos|#\d+);)|<!/);
    }
    const { item } = (reader.parse(rss) as { rss: { channel: { item: Item[] } } }).rss.channel;
    const { items } = JSON.parse(json) as { items: { content_html: string; authors: { name: string }[] }[] };
    for (const [n, { author }] of comments.entries()) {
      assert.deepEqual([item[n]!['dc:creator'], items[n]!.authors[0]!.name], [author.name, author.name]);
      assert.deepEqual(escapes(item[n]!['content:encoded'], ''), []);
      assert.deepEqual(escapes(items[n]!.content_html, ''), []);
    }
    const { entry } = (reader.parse(feed) as { feed: { entry: Entry[] } }).feed;
    assert.equal(entry.length, comments.length);
    for (const [n, { title, link, author, content }] of entry.entries()) {
      const given = comments[n]!;
      assert.equal(author.name, given.author.name);
      assert.ok(title.startsWith(`${given.author.name} on `));
      assert.match(author.uri ?? 'https://', /^https?:\/\//);
      for (const one of [link].flat()) assert.match(one['@href'], /^https:\/\/croft\.example\//);
      assert.equal(content['@type'], 'html');
      assert.deepEqual(escapes(content['#text'] ?? '', ''), []);
    }
    entries += entry.length;
    cursor = next;
  } while (cursor !== undefined);
  assert.equal(entries, expected);
}
