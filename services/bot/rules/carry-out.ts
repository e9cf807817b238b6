import { toAppError } from '../../../core/errors.ts';
import type { Log } from '../../../core/log.ts';
import type { Act, ActResult, ActTarget } from '../../relay/contract.ts';
import type { NewDecision } from '../store/decisions.ts';
import type { DecisionRows } from './decision-rows.ts';
import { networkOf, type RoomNetworks } from './room-networks.ts';

/** Milliseconds for a network to do what it is asked. */
const PATIENCE = 10_000;

/** One decision that is to be carried out. */
export interface Wanted {
  readonly decision: NewDecision;
  readonly target: ActTarget | undefined;
  /** Nothing of it is said in the room. */
  readonly silent: boolean;
  /** Of one that is stored already: the row that it has. */
  readonly row?: string;
}

export interface CarriedOut {
  readonly id: string;
  readonly wanted: Wanted;
  readonly result: ActResult;
  /** The network takes no message back. */
  readonly keepsMessages: boolean;
}

/** What is kept to take a decision back: its act and the deletion that went with it. */
export interface KeptUndo {
  readonly act?: string | undefined;
  readonly message?: string | undefined;
}

interface Parts {
  readonly rows: DecisionRows;
  readonly networks: RoomNetworks;
  readonly log: Log;
}

/**
 * Stores decisions about one room, has its network carry them out, and stores what came of each. Never throws for a network
 * that is away: that is what came of it.
 */
export async function carryOut(
  parts: Parts,
  room: string,
  wanted: readonly Wanted[],
  /** The network has told that it takes back no messages. */
  keepsMessages: boolean,
): Promise<CarriedOut[]> {
  const rows = await parts.rows.open(wanted);
  const plans = wanted.map(one => actsOf(one, keepsMessages));
  const results = await ask(parts, room, plans.flat());
  let at = 0;
  const done = wanted.map((one, index) => {
    const own = results.slice(at, at + plans[index]!.length);
    at += own.length;
    return { ...rows[index]!, wanted: one, ...outcome(one, plans[index]!, own) };
  });
  await parts.rows.close(
    done.map(one => ({
      ...one,
      ...{ done: one.result.done, told: one.result.words },
      liftAfter: one.result.done && one.result.lift ? one.wanted.decision.minutes : null,
    })),
  );
  return done;
}

/** A decision about a message that is more than a warning deletes it too. */
function actsOf({ decision, target }: Wanted, keepsMessages: boolean): Act[] {
  const { act, minutes, reason, messageId } = decision;
  const shared = { reason, ...(minutes !== null && { minutes }), ...(target && { target }) };
  const acts: Act[] = act === 'warn' || act === 'delete' ? [] : [{ ...shared, act }];
  if (act !== 'warn' && act !== 'lock' && messageId !== null && target !== undefined && !keepsMessages)
    acts.push({ act: 'delete', reason, target });
  return acts;
}

function outcome({ decision }: Wanted, acts: readonly Act[], results: readonly ActResult[]) {
  if (decision.act === 'warn')
    return { result: { done: true, words: 'Told in the room.' }, undo: null, keepsMessages: false };
  const result = results[0] ?? {
    done: false,
    unable: true,
    words: 'What was said cannot be taken back on this network.',
  };
  const kept: KeptUndo = {
    act: decision.act === 'delete' ? undefined : results[0]?.undo,
    message: results[acts.findIndex(({ act }) => act === 'delete')]?.undo,
  };
  const undo = kept.act === undefined && kept.message === undefined ? null : JSON.stringify(kept);
  const keepsMessages = results.some((one, index) => acts[index]!.act === 'delete' && one.unable === true);
  return { result, undo, keepsMessages };
}

/** Opens a room that may have been closed by a process that is gone: asked to close it again, its network tells whether we had. */
export async function openAgain(parts: Omit<Parts, 'rows'>, room: string): Promise<void> {
  const reason = 'Taken back';
  const [closed] = await ask(parts, room, [{ act: 'lock', reason }]);
  if (closed?.undo !== undefined) await ask(parts, room, [{ act: 'unlock', reason, undo: closed.undo }]);
}

/** One result for each act, also where the network could not be asked. */
export async function ask(parts: Omit<Parts, 'rows'>, room: string, acts: Act[]): Promise<ActResult[]> {
  if (acts.length === 0) return [];
  const network = networkOf(parts.networks, room);
  const nobody = { done: false, words: 'There is nobody to moderate in this room.' };
  if (!network) return acts.map(() => nobody);
  try {
    const { results } = await network.moderate({ room, acts }, { deadline: Date.now() + PATIENCE });
    return acts.map((_, index) => results[index] ?? nobody);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal') parts.log.warn({ err: thrown, room }, 'a room could not be moderated');
    const words =
      error.code === 'internal' || error.code === 'unavailable' || error.code === 'deadline'
        ? 'The network did not answer.'
        : error.message;
    return acts.map(() => ({ done: false, words }));
  }
}
