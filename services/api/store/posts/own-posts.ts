import type { Kysely } from 'kysely';
import type { Schema } from '../../schema.ts';
import { type PostRow, WHOLE } from './post-row.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A post by its id or its slug, whatever its status. */
export function findPost(db: Kysely<Schema>, key: string): Promise<PostRow | undefined> {
  const query = db.selectFrom('post').select(WHOLE);
  if (UUID.test(key)) return query.where('post.id', '=', key).executeTakeFirst();
  return query.where('post.slug', '=', key).executeTakeFirst();
}

export function findBySource(db: Kysely<Schema>, source: string): Promise<PostRow | undefined> {
  return db.selectFrom('post').select(WHOLE).where('post.source', '=', source).executeTakeFirst();
}
