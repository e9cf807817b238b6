import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../core/errors.ts';

const LENGTH = 32;

/**
 * What the conversation is keyed with: comment codes, shortened addresses, challenges and links in letters. It is kept
 * beside the database and not in it, so that whoever reads the database alone can guess nothing back.
 */
export interface SiteKey {
  /** HMAC-SHA-256 of the parts under a key of this purpose's own. No two lists of parts give the same. */
  mac(purpose: string, ...parts: readonly string[]): Buffer;
  /** Whether `given` is that, in base64url, compared in constant time. */
  isMac(given: string, purpose: string, ...parts: readonly string[]): boolean;
  /** The secret itself, for an export. */
  reveal(): Uint8Array;
  /** Takes another secret from now on; what was made with the one before is worth nothing then. */
  adopt(secret: Uint8Array): Promise<void>;
}

/** `keep` writes down a secret that is adopted. */
export function createSiteKey(secret: Uint8Array, keep?: (secret: Uint8Array) => Promise<void>): SiteKey {
  let current = secret;
  const keys = new Map<string, Buffer>();
  const keyOf = (purpose: string) => {
    const known = keys.get(purpose);
    if (known) return known;
    const made = Buffer.from(hkdfSync('sha256', current, '', `croft ${purpose}`, LENGTH));
    keys.set(purpose, made);
    return made;
  };
  const mac = (purpose: string, ...parts: readonly string[]) =>
    createHmac('sha256', keyOf(purpose)).update(JSON.stringify(parts)).digest();
  return {
    mac,
    isMac(given, purpose, ...parts) {
      const sent = Buffer.from(given, 'base64url');
      const right = mac(purpose, ...parts);
      return sent.length === right.length && timingSafeEqual(sent, right);
    },
    reveal: () => current,
    async adopt(other) {
      await keep?.(other);
      current = other;
      keys.clear();
    },
  };
}

/** Reads the key at `path`, which is made at the first start and has to be kept as long as the database. */
export async function loadSiteKey(path: string): Promise<SiteKey> {
  const secret = (await read(path)) ?? (await make(path));
  if (secret.length !== LENGTH)
    throw new AppError('internal', `${path} is not a key of ${LENGTH} bytes. Restore it from a backup.`);
  return createSiteKey(secret, other => replace(path, other));
}

async function replace(path: string, secret: Uint8Array): Promise<void> {
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(aside, secret, { mode: 0o600, flush: true });
  await rename(aside, path);
}

async function make(path: string): Promise<Buffer> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(aside, randomBytes(LENGTH), { mode: 0o600, flush: true });
  // Linked, so that of processes starting together one key wins, whole.
  await link(aside, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(aside);
  return readFile(path);
}

async function read(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
