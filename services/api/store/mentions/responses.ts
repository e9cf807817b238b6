import { type Selectable, sql, type Transaction } from 'kysely';
import type { Mention } from '../../mentions/read-entry.ts';
import type { ResponseTable, Schema } from '../../schema.ts';
import type { BlockKind } from '../../thread/blocks.ts';

export type Before = Pick<
  Selectable<ResponseTable>,
  'id' | 'status' | 'author_photo' | 'author_name' | 'author_url' | 'text'
>;

export interface FromSource {
  post: string;
  origin: 'webmention' | 'pingback';
  source: string;
  target: string;
  name: string;
  photo: string | null;
  /** Whether the author named is of the very site that the source is of. */
  verified: boolean;
  status: 'pending' | 'approved' | 'spam';
  /** Kinds of blocks that it meets. */
  reasons: readonly BlockKind[];
  /** Takes one that waits or is shown for what `status` says. */
  redecide: boolean;
  /** Takes up a response again that was deleted because its source was gone. */
  revive: boolean;
  mention: Mention;
}

/** The response of a source to a post, if there is one. */
export function findFromSource(
  trx: Transaction<Schema>,
  source: string,
  post: string,
): Promise<Before | undefined> {
  return trx
    .selectFrom('response')
    .select(['id', 'status', 'author_photo', 'author_name', 'author_url', 'text'])
    .where('source_url', '=', source)
    .where('post_id', '=', post)
    .forUpdate()
    .executeTakeFirst();
}

/** Stores what a source says of a post, or what it says by now: a decision about it stays. Gives its id and status. */
export async function saveFromSource(
  trx: Transaction<Schema>,
  from: FromSource,
): Promise<{ id: string; status: string }> {
  const { mention } = from;
  const shown = {
    kind: mention.kind,
    author_name: from.name,
    author_url: mention.author.url ?? null,
    author_photo: from.photo,
    verified: from.verified,
    html: mention.html,
    text: mention.text,
    rsvp: mention.rsvp ?? null,
  };
  return trx
    .insertInto('response')
    .values({
      ...shown,
      post_id: from.post,
      origin: from.origin,
      status: from.status,
      reasons: [...from.reasons],
      source_url: from.source,
      target_url: from.target,
      ...(mention.publishedAt === undefined ? {} : { created_at: mention.publishedAt }),
    })
    .onConflict(conflict =>
      conflict
        .columns(['source_url', 'post_id'])
        .where('source_url', 'is not', null)
        .doUpdateSet({
          ...shown,
          target_url: from.target,
          version: sql<number>`response.version + 1`,
          edited_at: sql<Date | null>`case when response.html = excluded.html and response.kind = excluded.kind
            then response.edited_at else now() end`,
          ...(from.revive ? { status: from.status, reasons: [...from.reasons] } : {}),
          ...(from.redecide
            ? {
                status: sql<string>`case when response.status in ('pending', 'approved') then ${from.status} else response.status end`,
                reasons: [...from.reasons],
              }
            : {}),
        }),
    )
    .returning(['id', 'status'])
    .executeTakeFirstOrThrow();
}

/** Takes away the response whose source is gone or links here no more; gives what its status was. */
export async function dropFromSource(trx: Transaction<Schema>, id: string): Promise<string | undefined> {
  const before = await trx
    .selectFrom('response')
    .select('status')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (before === undefined || before.status === 'deleted') return undefined;
  await trx.updateTable('response').set({ status: 'deleted' }).where('id', '=', id).execute();
  return before.status;
}
