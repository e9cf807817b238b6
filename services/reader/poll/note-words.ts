import type { PollNote } from '../store/record-polls.ts';
import type { Move } from './follow-move.ts';

/** What a line of a feed's log says when nothing is wrong. */
export function noteWords(
  outcome: Exclude<PollNote['outcome'], 'failed' | 'gone' | 'moved'>,
  added: number,
): string {
  const items = `${added} new item${added === 1 ? '' : 's'}`;
  switch (outcome) {
    case 'first':
      return `It was read for the first time: ${items}.`;
    case 'new_items':
      return `${items}.`;
    case 'pushed':
      return `Its hub told of ${items}.`;
    case 'well_again':
      return 'It answers again.';
  }
}

export function moveNote({ url, kept }: Move): string {
  return kept
    ? `It says that it has moved for good to ${url}; it is asked where it was still.`
    : `It has moved for good to ${url} and is asked there from now on.`;
}
