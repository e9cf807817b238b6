import { type Kysely, sql, type Transaction } from 'kysely';
import { searchWords } from '../../../../core/words.ts';
import type { Media } from '../../contract.ts';
import type { Size } from '../../media/images/measure.ts';
import { variantPath, variantWidths } from '../../media/images/variants.ts';
import type { Schema } from '../../schema.ts';
import { type Cut, cutPage, readCursor } from '../cursor.ts';

const COLUMNS = [
  'media.id',
  'media.path',
  'media.name',
  'media.type',
  'media.bytes',
  'media.width',
  'media.height',
  'media.responsive',
  'media.alt',
  'media.created_at',
] as const;

export interface MediaRow {
  id: string;
  path: string;
  name: string;
  type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  responsive: boolean;
  alt: string;
  created_at: Date;
}

export function toMedia(row: MediaRow): Media {
  return {
    id: row.id,
    path: row.path,
    name: row.name,
    type: row.type,
    bytes: row.bytes,
    ...(row.width === null || row.height === null ? {} : { width: row.width, height: row.height }),
    ...(row.width === null || !row.responsive
      ? {}
      : { thumbnail: variantPath(row.path, variantWidths(row.width)[0]!, 'webp') }),
    alt: row.alt,
    createdAt: row.created_at.toISOString(),
  };
}

export interface NewMedia {
  path: string;
  name: string;
  type: string;
  bytes: number;
  measured: Size | undefined;
  alt: string;
}

/** The words that a file is found by, as they are: a name has no language. */
function wordsOf(name: string, alt: string) {
  return sql<string>`to_tsvector('simple', ${searchWords(`${name} ${alt}`).join(' ')})`;
}

/** Notes a file. One that is there already keeps its name, and its text unless it had none. */
export async function insertMedia(db: Kysely<Schema>, media: NewMedia): Promise<MediaRow> {
  const { path, name, type, bytes, measured, alt } = media;
  return db
    .insertInto('media')
    .values({
      path,
      name,
      type,
      bytes,
      width: measured?.width ?? null,
      height: measured?.height ?? null,
      responsive: measured?.responsive ?? false,
      alt,
      search: wordsOf(name, alt),
    })
    .onConflict(conflict =>
      conflict.column('path').doUpdateSet(eb => ({
        alt: sql<string>`case when media.alt = '' then excluded.alt else media.alt end`,
        search: sql<string>`case when media.alt = '' then excluded.search else media.search end`,
        width: eb.ref('excluded.width'),
        height: eb.ref('excluded.height'),
        responsive: eb.ref('excluded.responsive'),
      })),
    )
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
}

export function findMedia(db: Kysely<Schema>, id: string): Promise<MediaRow | undefined> {
  return db.selectFrom('media').select(COLUMNS).where('id', '=', id).executeTakeFirst();
}

/** The file with this hash in its path, by the range of the paths that begin with it. */
export function findMediaByHash(db: Kysely<Schema>, hash: string): Promise<MediaRow | undefined> {
  const start = `/media/${hash.slice(0, 2)}/${hash}`;
  return db
    .selectFrom('media')
    .select(COLUMNS)
    .where('path', '>=', `${start}.`)
    .where('path', '<', `${start}/`)
    .executeTakeFirst();
}

export function findMediaByPaths(db: Kysely<Schema>, paths: readonly string[]): Promise<MediaRow[]> {
  return db.selectFrom('media').select(COLUMNS).where('path', 'in', paths).execute();
}

export interface MediaAsked {
  limit: number;
  cursor?: string | undefined;
  query?: string | undefined;
  kind?: 'image' | 'audio' | 'video' | undefined;
}

/** Newest first; carried by `media_newest` or `media_by_type`, and with a query by `media_search`. */
export async function listMediaRows(db: Kysely<Schema>, asked: MediaAsked): Promise<Cut<MediaRow>> {
  let list = db
    .selectFrom('media')
    .select(COLUMNS)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(asked.limit + 1);
  if (asked.kind !== undefined) list = list.where(sql<boolean>`split_part(type, '/', 1) = ${asked.kind}`);
  const words = searchWords(asked.query ?? '').map(word => `${word}:*`);
  if (words.length > 0) list = list.where(sql<boolean>`search @@ to_tsquery('simple', ${words.join(' & ')})`);
  if (asked.cursor !== undefined) {
    const place = readCursor(asked.cursor);
    list = list.where(sql<boolean>`(created_at, id) < (${place.at}, ${place.id}::uuid)`);
  }
  return cutPage(await list.execute(), asked.limit, row => ({ at: row.created_at, id: row.id }));
}

/** Undefined when there is no such file. */
export function updateAlt(db: Kysely<Schema>, row: MediaRow, alt: string): Promise<MediaRow | undefined> {
  return db
    .updateTable('media')
    .set({ alt, search: wordsOf(row.name, alt) })
    .where('id', '=', row.id)
    .returning(COLUMNS)
    .executeTakeFirst();
}

/** Notes that no other sizes can be made of a picture. */
export async function markUndecodable(db: Kysely<Schema>, path: string): Promise<void> {
  await db.updateTable('media').set({ responsive: false }).where('path', '=', path).execute();
}

/** Reads a file's row and holds it until the transaction ends. */
export function lockMedia(trx: Transaction<Schema>, id: string): Promise<MediaRow | undefined> {
  return trx.selectFrom('media').select(COLUMNS).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function removeMedia(trx: Transaction<Schema>, id: string): Promise<void> {
  await trx.deleteFrom('media').where('id', '=', id).execute();
}
