import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { ShortPage, Time } from './common.ts';
import { Secret } from './people.ts';

export const Session = z.object({
  id: z.string(),
  /** Such as "Firefox on Windows". */
  browser: z.string(),
  /** How its person came in: passkey, recovery-code, token, link, setup or invitation. */
  method: z.string(),
  createdAt: Time,
  /** To ten minutes. */
  usedAt: Time,
  expiresAt: Time,
  /** The one that asks. */
  current: z.boolean(),
});
export type Session = z.infer<typeof Session>;

const Owned = z.object({ account: z.string().max(100), address: z.string().max(100).optional() });

export const sessionMethods = {
  /** Where an account is signed in, the last used first; `session` is the secret of the one that asks. */
  listSessions: method({
    input: ShortPage.extend({ account: z.string().max(100), session: Secret.optional() }),
    output: z.object({ sessions: z.array(Session), next: z.string().optional() }),
    idempotent: true,
  }),
  revokeSession: method({
    input: Owned.extend({ id: z.string().max(100) }),
    output: z.object({}),
    idempotent: true,
  }),
  /** Ends all sessions of an account but the one that asks; gives how many. */
  revokeOtherSessions: method({
    input: Owned.extend({ session: Secret.optional() }),
    output: z.object({ ended: z.number() }),
  }),
};
