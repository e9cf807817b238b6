import { median } from '../figure.ts';
import { type Caller, load, type MethodName, type Round } from './load.ts';
import type { Peer } from './peer.ts';

/** One side of a comparison. */
export interface Side {
  readonly peer: Peer;
  readonly caller: Caller;
}

/** What was measured of each side. */
export interface Comparison {
  /** Medians of the rounds, in the order of the sides. */
  readonly medians: readonly Round[];
  /** Median of the ratios of side `index` to side 1, which is plain `ws`. */
  ratio(index: number, quantity: keyof Round): number;
}

const ROUNDS = 7;
const ROUND_MS = 200;

/** Loads the sides in turns: a neighbour that disturbs one round disturbs its pair too, and the median leaves it out. */
export async function compare(
  sides: readonly Side[],
  method: MethodName,
  inFlight: number,
): Promise<Comparison> {
  for (const { peer, caller } of sides) await load(peer, caller, method, inFlight, 2 * ROUND_MS);
  const rounds: Round[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const measured: Round[] = [];
    for (const { peer, caller } of sides) measured.push(await load(peer, caller, method, inFlight, ROUND_MS));
    rounds.push(measured);
  }
  return {
    medians: sides.map((_, side) => ({
      rate: median(rounds.map(round => round[side]!.rate)),
      cpu: median(rounds.map(round => round[side]!.cpu)),
    })),
    ratio: (side, quantity) => median(rounds.map(round => round[side]![quantity] / round[1]![quantity])),
  };
}
