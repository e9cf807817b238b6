import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { loadKeyFile } from '../../../core/key-file.ts';

/** Below which images of strangers are shown. */
export const IMAGE_PATH = '/reader/image/';

/** Bytes of a signature: nobody guesses 2^128. */
const LENGTH = 16;

/**
 * Addresses under which images of strangers are shown, so that a visitor tells nothing to their hosts. Only addresses that
 * stood in something that is read here are signed, so that nobody else fetches through this.
 */
export interface ImageSigner {
  /** The path under which an image is shown; anything but an http or https address elsewhere comes back as it is. */
  path(url: string): string;
  /** The address that was signed, from the two parts of a path; undefined when they do not belong together. */
  open(signature: string, encoded: string): string | undefined;
}

export function createImageSigner(secret: Uint8Array, origin: string): ImageSigner {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'croft images', 32));
  const sign = (url: string) => createHmac('sha256', key).update(url).digest().subarray(0, LENGTH);
  return {
    path(url) {
      if (!/^https?:\/\//i.test(url) || url.startsWith(`${origin}/`)) return url;
      const encoded = Buffer.from(url).toString('base64url');
      return `${IMAGE_PATH}${sign(url).toString('base64url')}/${encoded}`;
    },
    open(signature, encoded) {
      const url = Buffer.from(encoded, 'base64url').toString();
      const given = Buffer.from(signature, 'base64url');
      return given.length === LENGTH && timingSafeEqual(given, sign(url)) ? url : undefined;
    },
  };
}

/** A signer with the key at `path`. With another key the images of pages that are open are asked for anew, no more. */
export async function loadImageSigner(path: string, origin: string): Promise<ImageSigner> {
  return createImageSigner(await loadKeyFile(path), origin);
}
