import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Account, Id, Time } from './common.ts';

/** What one reading app of a person signs in with, without the secret. */
export const AppPassword = z.object({
  id: z.string(),
  /** The person's own name for where it is used. */
  name: z.string(),
  /** The user name that goes with it. */
  login: z.string(),
  createdAt: Time,
  /** To the minute; absent when it never was. */
  lastUsedAt: Time.optional(),
});
export type AppPassword = z.infer<typeof AppPassword>;

export const AppPasswordName = z.string().trim().min(1).max(100);

export const clientMethods = {
  /** Makes a password for one app. It is given this once. `too_many_passwords` when the person has 50. */
  createAppPassword: method({
    input: z.object({ account: Account, name: AppPasswordName }),
    output: AppPassword.extend({ password: z.string() }),
  }),
  /** The newest first. */
  listAppPasswords: method({
    input: z.object({ account: Account }),
    output: z.object({ passwords: z.array(AppPassword) }),
    idempotent: true,
  }),
  /** Ends it, and what was signed in with it, at once. `not_found` for one that the person does not have. */
  revokeAppPassword: method({ input: z.object({ account: Account, id: Id }), output: z.object({}) }),
};
