import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';

export const imageMethods = {
  /**
   * The path under which the site shows a picture of another, fetched here and not by who looks. For services that show what
   * strangers link to; an address that is none of http or https comes back as it is.
   */
  signImage: method({
    input: z.object({ url: z.string().max(4_096) }),
    output: z.object({ path: z.string() }),
    idempotent: true,
  }),
};
