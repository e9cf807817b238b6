import { newLetters, readLetters } from './secrets.ts';

export const CODES_IN_A_SET = 10;

/** Letters of the label that begins each code of an account, and of the secret after it: 100 bits. */
const LABEL = 4;
const SECRET = 20;

export interface RecoveryCode {
  /** Says whose code it is, so that guesses count against that account. Not secret. */
  readonly label: string;
  readonly secret: string;
}

export function newLabel(): string {
  return newLetters(LABEL);
}

export function newRecoverySecret(): string {
  return newLetters(SECRET);
}

/** A code as it is printed: `K7QX-4F2M9-…`, in groups that the eye can hold. */
export function printCode({ label, secret }: RecoveryCode): string {
  return [label, ...(secret.match(/.{5}/g) ?? [])].join('-');
}

/** A code as somebody typed it; undefined for what cannot be one. */
export function readCode(typed: string): RecoveryCode | undefined {
  const letters = readLetters(typed);
  if (letters.length !== LABEL + SECRET || !/^[0-9A-HJKMNP-TV-Z]+$/.test(letters)) return undefined;
  return { label: letters.slice(0, LABEL), secret: letters.slice(LABEL) };
}
