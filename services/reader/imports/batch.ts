import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** Entries of a file that are taken in together, all or none. Doing it again changes nothing. */
export interface Batch<Result> {
  /** How many results it gives. */
  readonly size: number;
  /** In the transaction of `db` if that is one, else in its own. */
  take(db: Kysely<Schema>): Promise<Result[]>;
}

/** A batch that gives something else. */
export function mapBatch<From, To>(batch: Batch<From>, convert: (result: From) => To): Batch<To> {
  return { size: batch.size, take: async db => (await batch.take(db)).map(convert) };
}

export function sizeOf(batches: readonly Batch<unknown>[]): number {
  return batches.reduce((sum, batch) => sum + batch.size, 0);
}
