import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { WebAddress } from './common.ts';

export const mediaMethods = {
  /** Fetches a picture or another media file from its address and keeps it as `saveMedia` does. `unavailable` when it is not to be had. */
  fetchMedia: method({
    input: z.object({ url: WebAddress }),
    output: z.object({ path: z.string() }),
    idempotent: true,
    timeout: 60_000,
  }),
  /** Keeps a file under the hash of its content and gives its path on the site, `/media/…`. */
  saveMedia: method({
    input: z.object({ name: z.string().max(255), data: z.instanceof(Uint8Array) }),
    output: z.object({ path: z.string() }),
    idempotent: true,
    timeout: 30_000,
  }),
};
