import { createHash, randomBytes } from 'node:crypto';

/** So that a leaked token is recognised for what it is, by people and by secret scanners. */
const PREFIX = 'croft_';

/** A token of 256 random bits. */
export function newToken(): string {
  return PREFIX + randomBytes(32).toString('base64url');
}

/** The secret of a session, 256 random bits. */
export function newSession(): string {
  return randomBytes(32).toString('base64url');
}

/** A one-time setup code of 192 random bits, fit for an address. */
export function newSetupCode(): string {
  return randomBytes(24).toString('base64url');
}

/** SHA-256, which is what is stored: from a random secret of this length nothing can be guessed back. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
