import { sql } from 'kysely';
import { saveMedia } from '../methods/media/save-media.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { updatePost } from '../methods/posts/update-post.ts';
import { saveSettings } from '../methods/site/save-settings.ts';
import { comment, proved } from './comments.ts';
import type { TestApi } from './context.ts';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** Titles and texts that are easily taken for something else. */
const ODD = [
  '2020-01-01',
  'yes',
  '- a: b # c',
  '"quoted" \\ \'twice\'',
  '---',
  '日本語 🌱',
  ' \u2028 \u0085 x',
  'null',
  '1:30:00',
  '*a &b !c %d @e `f',
];

/** Puts at least one row into every table that an export holds, posts of every kind, status and visibility among them. */
export async function fillSite(api: TestApi): Promise<void> {
  const { rows } = await sql<{ id: string }>`insert into account (name, role, claimed_at)
    values ('Ann', 'owner', now()), ('Ben', 'member', now()) returning id`.execute(api.db);
  const [ann, ben] = rows.map(({ id }) => id) as [string, string];
  await saveSettings(api, { title: 'Field: Notes', hue: 145, navigation: [{ label: 'Now', href: '/now' }] });
  const { path } = await saveMedia(api, { name: 'hedge "1".gif', data: GIF, alt: 'A hedge, cut' });
  const { post } = await savePost(api, {
    title: 'p',
    slug: 'p',
    markdown: `![](${path})\n\n---\n\ntext  \r\nmore\n\n`,
    status: 'published',
    tags: ['Craft', 'Größe', 'yes'],
    series: 'Hedges',
    summary: 'given',
    language: 'de',
    by: ann,
  });
  await updatePost(api, { id: post.id, changes: { slug: 'q', markdown: `![](${path}) again` }, by: ben });
  await updatePost(api, { id: post.id, changes: { slug: 'p' } });
  for (const [at, text] of ODD.entries())
    await savePost(api, {
      title: text,
      markdown: `${text}\n`,
      source: `blog/${at}: ${text}`,
      status: 'published',
    });
  const target = { url: 'https://else.example/a?b=c#d', title: 'Elsewhere: "yes"' };
  for (const kind of ['bookmark', 'like', 'repost', 'reply', 'rsvp'] as const)
    await savePost(api, {
      kind,
      markdown: '',
      status: 'published',
      target,
      ...(kind === 'rsvp' ? { rsvp: 'yes' } : {}),
    });
  await savePost(api, {
    kind: 'photo',
    markdown: 'x',
    photos: [{ src: path, alt: 'A: "b"' }],
    status: 'published',
  });
  await savePost(api, { kind: 'page', title: 'Now', slug: 'now', markdown: 'Digging', status: 'published' });
  await savePost(api, { title: 'Draft', markdown: 'later', publishedAt: '2020-01-01T00:00:00.000Z' });
  await savePost(api, {
    title: 'Soon',
    markdown: 'x',
    status: 'scheduled',
    publishedAt: '2999-01-01T00:00:00.000Z',
  });
  await savePost(api, {
    title: 'Mine',
    markdown: 'x',
    status: 'published',
    visibility: 'private',
    pinned: true,
  });
  await savePost(api, { title: 'Hidden', markdown: 'x', status: 'published', visibility: 'unlisted' });
  const first = await comment(api, {
    name: 'Visitor',
    code: 'lavodi-metugo-bafari',
    markdown: 'One *two*',
    ...proved(api),
  });
  await fillRest(api, { ann, ben, post: post.id, comment: first.id, path });
}

async function fillRest(
  { db }: TestApi,
  known: { ann: string; ben: string; post: string; comment: string; path: string },
): Promise<void> {
  const { ann, ben, post, comment: first, path } = known;
  const hash = Buffer.alloc(32, 3);
  // A reply that comes before what it answers in the order of time, as mentions taken over from elsewhere may.
  // JSON may hold a line separator as it is.
  await sql`update response set text = text || ${'\u2028end'} where id = ${first}::uuid`.execute(db);
  await sql`insert into response (post_id, kind, origin, status, author_name, author_photo, parent_id, received_at, reasons)
    values (${post}, 'reply', 'webmention', 'approved', 'Ben', ${path}, ${first}, '2019-01-01', '{links,"a,b"}')`.execute(
    db,
  );
  await sql`insert into redirect (path, target, status) values ('/old', '/posts/p', 301), ('/gone', null, 410)`.execute(
    db,
  );
  await sql`insert into post_property values (${post}, '{"syndication":["https://a.example"]}')`.execute(db);
  await sql`insert into working_copy (post_id, account_id, base_version, content) values (${post}, ${ben}, 1, '{}')`.execute(
    db,
  );
  await sql`insert into deleted_post (id, slug, input, properties, responses) values (${crypto.randomUUID()}, 'x', '{}', '{}', '[]')`.execute(
    db,
  );
  await sql`insert into subscriber (email_hash, email) values (${hash}, 'ann@mail.example')`.execute(db);
  await sql`insert into decision (batch, response_id, action, made_by, account_id, before)
    values (${crypto.randomUUID()}, ${first}, 'spam', 'moderator', ${ann}, '{"status":"pending"}')`.execute(
    db,
  );
  await sql`insert into closed_thread (post_id) values (${post})`.execute(db);
  await sql`insert into block (kind, value, account_id) values ('word', 'casino', ${ann})`.execute(db);
  await sql`insert into feedback (post_id, visitor, useful, words) values (${post}, ${hash}, true, 'Thanks')`.execute(
    db,
  );
  await sql`insert into mention (source, target, host, post_id, origin)
    values ('https://b.example/1', 'https://croft.example/posts/p', 'b.example', ${post}, 'webmention')`.execute(
    db,
  );
  await sql`insert into mention_domain (domain, verdict) values ('spam.example', 'block')`.execute(db);
  await sql`insert into sent_mention (post_id, source, target) values (${post}, 'https://croft.example/posts/p', 'https://c.example')`.execute(
    db,
  );
  await sql`insert into hub_subscription (topic, callback, host, expires_at) values ('/feed.xml', 'https://d.example', 'd.example', now())`.execute(
    db,
  );
  await sql`insert into webhook (url, events, secret) values ('https://e.example', '{post.published}', 'whisper')`.execute(
    db,
  );
  await sql`insert into micropub_upload (path, account_id) values (${path}, ${ann})`.execute(db);
  await sql`update tag set description = 'About ' || name`.execute(db);
  await sql`update series set description = 'To be read in order'`.execute(db);
  await sql`update post set part = 3 where series is not null`.execute(db);
}
