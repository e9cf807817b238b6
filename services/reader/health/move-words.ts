import type { MoveKept } from '../poll/follow-move.ts';

export interface MoveFacts {
  readonly url: string;
  readonly move_kept: MoveKept | null;
  /** Whether the person reads the feed that is there. */
  readonly move_read: boolean;
}

/** Where a feed has moved for good, and why it is asked at its old address still. */
export function moveWords({ url, move_kept: kept, move_read: read }: MoveFacts, to: string): string {
  const moved = `Its server says that it has moved for good to ${to}.`;
  if (kept === 'secrets')
    return `${moved} Its cookie or password is for ${new URL(url).host} and not sent there, so the move is followed each time and not remembered. Change its address if you trust the new one.`;
  if (kept === 'insecure')
    return `${moved} That is not encrypted and anybody on the way could have said it, so the move is followed each time and not remembered.`;
  return read
    ? `${moved} You read the feed that is there too: unsubscribe from one of the two.`
    : `${moved} The move is followed each time and not remembered: change its address to read it there.`;
}
