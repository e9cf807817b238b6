import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { KEY_LENGTH, loadKeyFile, replaceKeyFile } from '../../../core/key-file.ts';

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
    const made = Buffer.from(hkdfSync('sha256', current, '', `croft ${purpose}`, KEY_LENGTH));
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

/** The key at `path`, which is made at the first start. */
export async function loadSiteKey(path: string): Promise<SiteKey> {
  return createSiteKey(await loadKeyFile(path), other => replaceKeyFile(path, other));
}
