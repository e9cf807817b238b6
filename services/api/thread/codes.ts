import { randomInt, scrypt } from 'node:crypto';
import { AppError } from '../../../core/errors.ts';
import type { SiteKey } from './site-key.ts';

/** 32 MB and about 60 ms of one core for each try (RFC 7914). */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
/** Hashes under way at once, and those that may wait for their turn: memory and time stay bounded whatever comes in. */
const AT_ONCE = 2;
const WAITING = 30;

const SHORTEST = 8;
const OBVIOUS = /^(?:(.)\1*|0?123456789?0?|password\d*|passwor[dt]|qwert[yz]uiop|letmein\d*|iloveyou\d*)$/i;

/** Makes the hash by which a name and its code are found again, on any device and for ever. */
export interface Codes {
  /** `unavailable` when too many wait. */
  hash(nameKey: string, code: string): Promise<Buffer>;
}

/**
 * The salt is each name's own and keyed, so that one look-up finds the identity and nobody who has the database alone
 * can try codes. `cost` is scrypt's; tests give a small one.
 */
export function createCodes(key: SiteKey, cost: { N: number; r: number; p: number } = COST): Codes {
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    async hash(nameKey, code) {
      if (running >= AT_ONCE) {
        if (waiting.length >= WAITING)
          throw new AppError('unavailable', 'Too much is going on just now. Try again in a moment.', {
            retryAfter: 5,
          });
        await new Promise<void>(resolve => waiting.push(resolve));
      } else running++;
      try {
        return await derive(normaliseCode(code), key.mac('code salt', nameKey), cost);
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running--;
      }
    },
  };
}

function derive(code: string, salt: Buffer, cost: typeof COST | { N: number; r: number; p: number }) {
  return new Promise<Buffer>((resolve, reject) => {
    scrypt(code, salt, 32, { maxmem: COST.maxmem, ...cost }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
}

/** Keyboards write the same letters in different ways. */
function normaliseCode(code: string): string {
  return code.normalize('NFKC').trim();
}

/** Why a new code is too easy to guess, in words for its writer; undefined when it will do. */
export function weakCode(code: string, name: string): string | undefined {
  const text = normaliseCode(code);
  if ([...text].length < SHORTEST) return `A code needs at least ${SHORTEST} letters or digits.`;
  if (OBVIOUS.test(text) || text.toLowerCase().includes(name.trim().toLowerCase()))
    return 'This code would be guessed at once. Take a few words that do not belong together.';
  return undefined;
}

const CONSONANTS = 'bdfghklmnprstvz';
const VOWELS = 'aeiou';

/** A code of about 49 random bits that can be read out and remembered, such as `lavodi-metugo-bafari`. */
export function newCode(): string {
  const syllable = () => CONSONANTS[randomInt(CONSONANTS.length)]! + VOWELS[randomInt(VOWELS.length)]!;
  const word = () => syllable() + syllable() + syllable();
  return [word(), word(), word()].join('-');
}
