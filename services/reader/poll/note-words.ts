import type { PollNote } from '../store/record-polls.ts';

/** What a line of a feed's log says when nothing is wrong. */
export function noteWords(outcome: Exclude<PollNote['outcome'], 'failed' | 'gone'>, added: number): string {
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
