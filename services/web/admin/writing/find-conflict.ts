import type { AdminRequest } from '../admin-page.ts';
import type { Conflict } from '../views/writing/conflict.ts';
import type { FieldChange } from '../views/writing/diff.ts';
import { fieldsOf, type PostFields } from './post-fields.ts';
import type { SentPost } from './read-form.ts';
import { toWallTime } from './wall-time.ts';

const COMPARED = [
  'title',
  'kind',
  'targetUrl',
  'targetTitle',
  'rsvp',
  'slug',
  'tags',
  'summary',
  'language',
  'series',
  'visibility',
  'canonical',
  'publishAt',
] as const satisfies readonly (keyof PostFields)[];

/** What a form says against what the post is now. */
export async function findConflict({ web, request }: AdminRequest, sent: SentPost): Promise<Conflict> {
  const { id } = sent.state;
  const { title, markdown, timeZone } = sent.fields;
  const now = await web.api.getOwnPost({ key: id! }, request.call);
  const [theirs, diff] = await Promise.all([
    web.api.getRevisionOf({ id: now.id, version: now.version! }, request.call),
    web.api.diffRevisions({ id: now.id, from: now.version!, unsaved: { title, markdown } }, request.call),
  ]);
  const there = fieldsOf(theirs.snapshot);
  const publishAt =
    theirs.snapshot.publishedAt === undefined ? '' : toWallTime(theirs.snapshot.publishedAt, timeZone);
  return { sent, theirs, diff, fields: differences({ ...there, publishAt }, sent.fields) };
}

function differences(theirs: PostFields, mine: PostFields): FieldChange[] {
  return COMPARED.map(field => ({ field, from: theirs[field], to: mine[field] })).filter(
    ({ from, to }) => from !== to,
  );
}
