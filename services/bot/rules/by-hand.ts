import type { Kysely } from 'kysely';
import type { ActResult, ActTarget } from '../../relay/contract.ts';
import type { Once } from '../effects.ts';
import type { Schema } from '../schema.ts';
import { addDecisions, findDecision, type NewDecision, noteOutcomes } from '../store/decisions.ts';
import type { ActQueue } from './act-queue.ts';

const TOO_MUCH = 'There is too much to do right now. Try again in a few seconds.';

/**
 * Has a moderator's decision carried out. Its row is made once, so that a message that is run again after its process died
 * finds what came of it, or, when nothing did yet, has it done under the same row.
 */
export async function actByHand(
  db: Kysely<Schema>,
  queue: ActQueue,
  decision: NewDecision,
  target: ActTarget,
  once: Once,
): Promise<ActResult> {
  const row = await once(async trx => (await addDecisions(trx, [decision]))[0]!);
  const before = await findDecision(db, row);
  if (before && before.state !== 'wanted')
    return { done: before.state !== 'failed', words: before.told ?? 'That was done.' };
  const done = await queue.add({ decision, target, silent: true, row });
  if (done) return done.result;
  await noteOutcomes(db, [
    { id: row, done: false, told: TOO_MUCH, undo: null, liftAfter: null, again: false },
  ]);
  return { done: false, words: TOO_MUCH };
}
