import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';

export const Privacy = z.object({
  name: z.string(),
  prefix: z.string(),
  /** Rooms that everybody may come to, and of which something is kept or that the bot is in. */
  rooms: z.array(
    z.object({
      id: z.string(),
      logged: z.boolean(),
      /** For how long, where it is logged. */
      hours: z.number(),
      moderated: z.boolean(),
      translated: z.boolean(),
      /** It is kept when somebody spoke last there. */
      seen: z.boolean().optional(),
      /** It is kept who was met there, for rules about newcomers. */
      met: z.boolean().optional(),
      /** It is joined to other rooms: what is said there is carried to them, and kept for a while by whoever carries it. */
      joined: z.boolean().optional(),
      /** The bot is there now. */
      here: z.boolean().optional(),
    }),
  ),
  kept: z.object({ decisionDays: z.number() }),
  /** Everything that is kept of a person: what, for how long, and what stays of it when they are forgotten. */
  things: z.array(z.object({ what: z.string(), until: z.string(), after: z.string().optional() })).optional(),
  /** Days for which lines of joined rooms are kept by whoever carries them. */
  carriedDays: z.number().optional(),
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
