import { createHash, randomBytes, randomInt } from 'node:crypto';

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

/** A one-time code of 192 random bits, fit for an address: of the setup link, an invitation or a sign-in link. */
export function newCode(): string {
  return randomBytes(24).toString('base64url');
}

/** SHA-256, which is what is stored: from a random secret of 80 bits or more nothing can be guessed back. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Crockford's base 32 (https://www.crockford.com/base32.html): nothing in it is taken for something else when typed off paper. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Random letters to be typed off paper, five bits each. */
export function newLetters(length: number): string {
  return Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** What was typed, as it was printed: case, spaces and hyphens do not count, nor O for 0, nor I or L for 1. */
export function readLetters(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}
