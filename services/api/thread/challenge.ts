import { createHash, randomBytes } from 'node:crypto';
import type { SiteKey } from './site-key.ts';

/** Leading zero bits that the proof's hash needs: about 65,000 hashes, which a phone's browser does in a second or two. */
export const PROOF_BITS = 16;
/** Nobody reads, thinks and writes in less, in milliseconds. */
const SHORTEST = 3_000;
const LIFE = 4 * 3_600_000;

/** A challenge carries its own time and is signed, so that none is stored until it is answered. */
export function newChallenge(key: SiteKey, now = Date.now()): string {
  const head = `${now.toString(36)}.${randomBytes(9).toString('base64url')}`;
  return `${head}.${key.mac('challenge', head).toString('base64url')}`;
}

export type Answered =
  | { outcome: 'proved'; id: Buffer; expiresAt: Date }
  | { outcome: 'missing' | 'forged' | 'hasty' | 'late' | 'unproved' };

/**
 * Reads what a form sent for a challenge: that it is ours, was asked for some time ago, and, in `proof`, a number that
 * makes SHA-256 of `challenge:proof` begin with `PROOF_BITS` zero bits. Whether it was used before is the store's to say.
 */
export function readChallenge(
  key: SiteKey,
  sent: { challenge?: string | undefined; proof?: string | undefined },
  now = Date.now(),
): Answered {
  const { challenge, proof } = sent;
  if (!challenge) return { outcome: 'missing' };
  const [time = '', random = '', signature = ''] = challenge.split('.');
  if (challenge.length > 200 || !key.isMac(signature, 'challenge', `${time}.${random}`))
    return { outcome: 'forged' };
  const made = Number.parseInt(time, 36);
  if (now - made < SHORTEST) return { outcome: 'hasty' };
  if (now - made > LIFE) return { outcome: 'late' };
  if (!proof || proof.length > 20 || !isProof(`${challenge}:${proof}`)) return { outcome: 'unproved' };
  return { outcome: 'proved', id: Buffer.from(random, 'base64url'), expiresAt: new Date(made + LIFE) };
}

function isProof(text: string): boolean {
  return createHash('sha256').update(text).digest().readUInt32BE(0) >>> (32 - PROOF_BITS) === 0;
}
