import type { Response } from '../../../api/contract.ts';

/** Levels that are set in further than the one before; deeper replies stand at the last one and say whom they answer. */
export const DEEPEST = 3;

export interface Placed {
  readonly response: Response;
  /** From 0. */
  readonly depth: number;
  /** The response that it answers, as far as that is here. */
  readonly parent: Response | undefined;
}

/**
 * Responses as a tree by time, written out in reading order. Keeps its own stack, so that no depth is too deep; what answers
 * something that is not here stands by itself.
 */
export function inReadingOrder(responses: readonly Response[]): Placed[] {
  const known = new Map(responses.map(response => [response.id, response]));
  const below = new Map<string | undefined, Response[]>();
  for (const response of responses) {
    const parent = response.parent !== undefined && known.has(response.parent) ? response.parent : undefined;
    const list = below.get(parent);
    if (list) list.push(response);
    else below.set(parent, [response]);
  }
  const placed: Placed[] = [];
  const stack: Placed[] = [];
  const push = (parent: Response | undefined, depth: number) => {
    for (const response of [...(below.get(parent?.id) ?? [])].reverse())
      stack.push({ response, depth, parent });
  };
  push(undefined, 0);
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    placed.push(next);
    push(next.response, Math.min(DEEPEST, next.depth + 1));
  }
  return placed;
}
