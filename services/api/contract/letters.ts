import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';

const input = z.object({ id: z.uuid(), token: z.string().max(100) });

export const letterMethods = {
  /** Confirms that an address wants letters about replies, by the link that was sent to it. `not_found` for a wrong one. */
  confirmLetters: method({ input, output: z.object({}), idempotent: true }),
  /** Ends the letters and forgets the address. */
  endLetters: method({ input, output: z.object({}), idempotent: true }),
};
