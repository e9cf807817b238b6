import type { BlockKind } from './blocks.ts';
import type { Answered } from './challenge.ts';

/** Links that a comment may have without a look at it. */
export const FREE_LINKS = 2;

/** Why a comment waits (`first`, `no_code`, `no_proof`, `links`) or is held for spam (the others). */
export type Reason = 'first' | 'no_code' | 'no_proof' | 'links' | 'trap' | 'copy' | BlockKind;

export interface Case {
  /** By the owner or a moderator. */
  staff: boolean;
  /** By somebody with a code, or an account. */
  proved: boolean;
  /** By somebody whose comment was approved before. */
  trusted: boolean;
  challenge: Answered['outcome'];
  trap: boolean;
  links: number;
  /** The same words came lately from somebody else. */
  copy: boolean;
  blocks: readonly BlockKind[];
}

export interface Judgement {
  status: 'approved' | 'pending' | 'spam';
  reasons: Reason[];
}

/** The one place where it is decided whether a comment is shown, waits or is held: for new ones and for changed ones. */
export function judge(facts: Case): Judgement {
  if (facts.staff) return { status: 'approved', reasons: [] };
  const bad: Reason[] = [
    ...(facts.trap ? (['trap'] as const) : []),
    ...(facts.copy ? (['copy'] as const) : []),
    ...facts.blocks,
  ];
  const doubts: Reason[] = [
    ...(facts.links > FREE_LINKS ? (['links'] as const) : []),
    ...(facts.trusted ? [] : (['first'] as const)),
    ...(facts.proved ? [] : (['no_code'] as const)),
    ...(facts.trusted || facts.challenge === 'proved' ? [] : (['no_proof'] as const)),
  ];
  if (bad.length > 0) return { status: 'spam', reasons: [...bad, ...doubts] };
  return { status: doubts.length > 0 ? 'pending' : 'approved', reasons: doubts };
}
