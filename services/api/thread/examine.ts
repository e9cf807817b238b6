import { addressKey } from '../../../core/http/limit.ts';
import type { ApiContext } from '../context.ts';
import { roleMay } from '../contract.ts';
import { meetBlocks } from '../store/thread/blocks.ts';
import type { BlockKind } from './blocks.ts';
import type { CommentText } from './comment-text.ts';
import type { Sender } from './identify.ts';
import type { Case } from './judge.ts';

/** Below this, in characters, the same words from two people are no copy. */
const WORTH_COPYING = 40;

export interface Examined {
  addressHash: Buffer;
  wordsHash: Buffer;
  /** Long enough that the same from somebody else is a copy. */
  copyable: boolean;
  /** What the judgement goes by, as far as it needs no count and no challenge. */
  facts: Pick<Case, 'staff' | 'proved' | 'trusted' | 'links' | 'blocks'>;
}

/** Holds a comment, new or changed, against the blocklists and what is known of its sender. */
export async function examine(
  ctx: ApiContext,
  sender: Sender,
  text: CommentText,
  from: { address: string; website?: string | undefined; email?: string | undefined },
): Promise<Examined> {
  const { key } = ctx.conversation;
  const addressHash = key.mac('sender', addressKey(from.address));
  const links = from.website === undefined ? text.links : [...text.links, from.website];
  const blocks: BlockKind[] = await meetBlocks(ctx.db, {
    texts: [sender.name, text.text],
    links,
    email: from.email,
    address: from.address,
    sender: addressHash.toString('hex'),
    commenter: sender.identity?.known?.id,
  });
  const role = sender.account?.role;
  return {
    addressHash,
    wordsHash: key.mac('words', text.text.toLowerCase().replace(/\s+/g, ' ')),
    copyable: text.text.length >= WORTH_COPYING,
    facts: {
      staff: role !== undefined && roleMay(role, 'moderate'),
      proved: sender.identity !== undefined || sender.site !== undefined || role !== undefined,
      trusted: (sender.identity?.known ?? sender.site)?.trusted ?? role !== undefined,
      links: text.links.length,
      blocks,
    },
  };
}
