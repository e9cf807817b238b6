import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from './errors.ts';
import { loadKeyFile } from './key-file.ts';

/** Encrypts what has to be kept and read again, such as a stranger's password, with a key that is not in the database. */
export interface SecretBox {
  /** `about` says whose secret it is, such as `feed 12`: it opens for the same alone. */
  seal(text: string, about: string): Buffer;
  /** Throws `internal` for what was sealed with another key, about something else, or changed since. */
  open(sealed: Uint8Array, about: string): string;
}

const CIPHER = 'aes-256-gcm';
/** The first byte, so that another way can follow. */
const VERSION = 1;
const NONCE = 12;
const TAG = 16;

export function createSecretBox(key: Uint8Array): SecretBox {
  return {
    seal(text, about) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed);
      try {
        if (bytes[0] !== VERSION) throw new Error('It is of another version.');
        const nonce = bytes.subarray(1, 1 + NONCE);
        const tag = bytes.subarray(1 + NONCE, 1 + NONCE + TAG);
        const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG });
        decipher.setAAD(Buffer.from(about)).setAuthTag(tag);
        return decipher.update(bytes.subarray(1 + NONCE + TAG), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw new AppError(
          'internal',
          'What is kept encrypted cannot be read with the key in the data directory. Restore the key, or set it anew.',
          { reason: 'secret_unreadable', cause },
        );
      }
    },
  };
}

/** A box with the key at `path`, which is made at the first start and has to be kept as long as the database. */
export async function loadSecretBox(path: string): Promise<SecretBox> {
  return createSecretBox(await loadKeyFile(path));
}
