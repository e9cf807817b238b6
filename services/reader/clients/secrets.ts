import { createHash, randomBytes } from 'node:crypto';

/** 160 random bits in 32 letters and digits, in groups that can be typed on a television. */
export function newAppPassword(): string {
  const letters = [...randomBytes(32)].map(byte => ALPHABET[byte & 31]).join('');
  return letters.replaceAll(/.{8}(?=.)/g, '$&-');
}

/** Crockford's base 32 in lower case: nothing in it is taken for something else. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** The token that ClientLogin gives for a password. The password cannot be found from it. */
export function authTokenOf(password: string): string {
  return createHash('sha256').update(`ClientLogin:${password}`).digest('base64url');
}

/** Fever's key: the MD5 of `login:password` in hexadecimal (https://feedafever.com/api). */
export function feverKeyOf(login: string, password: string): string {
  return createHash('md5').update(`${login}:${password}`).digest('hex');
}

/** SHA-256, which is what is stored: from a random secret nothing can be guessed back. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
