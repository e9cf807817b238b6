import type { Kysely } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { Log } from '../../../core/log.ts';
import type { Act } from '../../relay/contract.ts';
import type { Decision } from '../contract/moderation.ts';
import type { Schema } from '../schema.ts';
import { findDecision, noteEnded, type StoredDecision } from '../store/decisions.ts';
import { ask, type KeptUndo } from './carry-out.ts';
import type { Moderation } from './moderation.ts';
import type { RoomNetworks } from './room-networks.ts';

interface Parts {
  readonly db: Kysely<Schema>;
  readonly networks: RoomNetworks;
  readonly log: Log;
  readonly moderation: Moderation;
}

/**
 * Takes a decision back: lets the person speak or in, puts what they said back where the network can, and forgets the
 * breach. Throws `not_found`, and `unavailable` when the network could not, so that it can be tried again.
 */
export async function takeBack(parts: Parts, { id, by }: { id: string; by: string }): Promise<Decision> {
  const decision = await findDecision(parts.db, id);
  if (!decision) throw new AppError('not_found', 'There is no such decision any more.');
  if (decision.state === 'undone') return shown(decision);
  if (decision.state === 'wanted')
    throw new AppError('conflict', 'This is being done at this moment. Try again in a few seconds.');
  const kept = keptOf(decision);
  const acts: Act[] = [];
  if (decision.state === 'done') acts.push(...endingOf(decision, kept));
  if (kept.message !== undefined)
    acts.push({ act: 'restore', reason: 'Taken back', undo: kept.message, ...targetOf(decision) });
  const results = await ask(parts, decision.room, acts);
  const failed = results.find(({ done, unable }) => !done && !unable);
  if (failed) throw new AppError('unavailable', `It could not be taken back: ${failed.words}`);
  const told = results.map(({ words }) => words).join(' ') || 'Taken back.';
  const first = await noteEnded(parts.db, { id, state: 'undone', by, told });
  const { room, person, rule, follows } = decision;
  if (first && person !== null && rule !== 'hand' && rule !== 'raid' && !follows)
    parts.moderation.strikes.remove(room, person);
  parts.moderation.release(decision);
  return shown((await findDecision(parts.db, id))!);
}

/** Ends what holds for a time when it is over. Throws while the network does not answer. */
export async function endDecision(parts: Parts, id: string): Promise<void> {
  const decision = await findDecision(parts.db, id);
  if (decision?.state !== 'done') return;
  const results = await ask(parts, decision.room, endingOf(decision, keptOf(decision)));
  const failed = results.find(({ done, unable }) => !done && !unable);
  if (failed) throw new AppError('unavailable', failed.words);
  await noteEnded(parts.db, { id, state: 'over', by: null, told: 'Its time is over.' });
  parts.moderation.release(decision);
}

/** A decision without what only the bot needs. */
export function shown({ person, messageId, undo, follows, ...decision }: StoredDecision): Decision {
  return decision;
}

function keptOf({ undo }: StoredDecision): KeptUndo {
  return undo === null ? {} : (JSON.parse(undo) as KeptUndo);
}

function endingOf(decision: StoredDecision, kept: KeptUndo): Act[] {
  if (kept.act === undefined) return [];
  const act = decision.act === 'lock' ? 'unlock' : 'lift';
  return [{ act, reason: 'Taken back', undo: kept.act, ...targetOf(decision) }];
}

function targetOf({ name, messageId }: StoredDecision) {
  return name === undefined ? {} : { target: { name, ...(messageId !== null && { message: messageId }) } };
}
