import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** Up to where a network has been read, kept under a name of its own. */
export interface Cursor {
  read(): Promise<string | undefined>;
  keep(value: string): Promise<void>;
}

export function storedCursor(db: Kysely<Schema>, name: string): Cursor {
  return {
    async read() {
      const row = await db.selectFrom('cursors').select('value').where('name', '=', name).executeTakeFirst();
      return row?.value;
    },
    async keep(value) {
      await db
        .insertInto('cursors')
        .values({ name, value })
        .onConflict(conflict => conflict.column('name').doUpdateSet({ value, at: new Date() }))
        .execute();
    },
  };
}
