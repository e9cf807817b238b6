import { createHmac, timingSafeEqual } from 'node:crypto';
import { loadKeyFile } from '../../../core/key-file.ts';

/** Makes the addresses at which everybody can see pictures and files of Matrix rooms that were carried into other rooms. */
export interface MediaSigner {
  url(network: string, server: string, id: string): string;
  /** Whether we made this address: only what was carried is shown. */
  isOurs(network: string, server: string, id: string, signature: string): boolean;
}

export const NO_MEDIA: MediaSigner = { url: () => '', isOurs: () => false };

const LENGTH = 22;

export function createMediaSigner(key: Uint8Array, origin: string): MediaSigner {
  const sign = (network: string, server: string, id: string) =>
    createHmac('sha256', key).update(`${network}\n${server}\n${id}`).digest('base64url').slice(0, LENGTH);
  return {
    url: (network, server, id) =>
      `${origin}/api/v1/relay/media/${network}/${encodeURIComponent(server)}/${id}?key=${sign(network, server, id)}`,
    isOurs: (network, server, id, signature) =>
      signature.length === LENGTH &&
      timingSafeEqual(Buffer.from(signature), Buffer.from(sign(network, server, id))),
  };
}

/** With the key at `path`, made at the first start. */
export async function loadMediaSigner(path: string, origin: string): Promise<MediaSigner> {
  return createMediaSigner(await loadKeyFile(path), origin);
}
