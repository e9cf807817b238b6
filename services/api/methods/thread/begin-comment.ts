import type { ApiContext } from '../../context.ts';
import { newChallenge, PROOF_BITS } from '../../thread/challenge.ts';
import { newCode } from '../../thread/codes.ts';

export function beginComment({ conversation }: ApiContext): {
  challenge: string;
  bits: number;
  code: string;
} {
  return { challenge: newChallenge(conversation.key), bits: PROOF_BITS, code: newCode() };
}
