import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';

export const Privacy = z.object({
  name: z.string(),
  prefix: z.string(),
  /** Rooms of many; private talks are never logged. */
  rooms: z.array(
    z.object({
      id: z.string(),
      logged: z.boolean(),
      /** For how long, where it is logged. */
      hours: z.number(),
      moderated: z.boolean(),
      translated: z.boolean(),
    }),
  ),
  kept: z.object({ decisionDays: z.number() }),
  /** Names of who translates. */
  translators: z.array(z.string()),
  /** Host of the endpoint that is asked what a sentence may mean. */
  guesser: z.string().optional(),
});
export type Privacy = z.infer<typeof Privacy>;

export const privacyMethods = {
  /** What is kept where and for how long, as it is set now. For everybody. */
  getPrivacy: method({ input: z.object({}), output: Privacy, idempotent: true }),
};
