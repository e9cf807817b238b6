import type { Kysely } from 'kysely';
import type { SecretBox } from '../../../core/secret-box.ts';
import type { Schema } from '../schema.ts';

/** Something that is kept encrypted under a name. */
export interface Secret {
  read(): Promise<string | undefined>;
  keep(value: string): Promise<void>;
  forget(): Promise<void>;
}

/** The key is read when something is kept or read, and not before. */
export function storedSecret(db: Kysely<Schema>, box: () => Promise<SecretBox>, name: string): Secret {
  return {
    async read() {
      const row = await db.selectFrom('secrets').select('sealed').where('name', '=', name).executeTakeFirst();
      return row && (await box()).open(row.sealed, name);
    },
    async keep(value) {
      const sealed = (await box()).seal(value, name);
      await db
        .insertInto('secrets')
        .values({ name, sealed })
        .onConflict(conflict => conflict.column('name').doUpdateSet({ sealed, at: new Date() }))
        .execute();
    },
    async forget() {
      await db.deleteFrom('secrets').where('name', '=', name).execute();
    },
  };
}
