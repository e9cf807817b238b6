import { createHash } from 'node:crypto';

/** A secret as it is kept. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
