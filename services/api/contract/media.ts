import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';

export const mediaMethods = {
  /** Keeps a file under the hash of its content and gives its path on the site, `/media/…`. */
  saveMedia: method({
    input: z.object({ name: z.string().max(255), data: z.instanceof(Uint8Array) }),
    output: z.object({ path: z.string() }),
    idempotent: true,
    timeout: 30_000,
  }),
};
