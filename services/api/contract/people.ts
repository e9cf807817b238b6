import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Time } from './common.ts';
import { Role, Scope } from './roles.ts';

export const Principal = z.object({
  /** Id of the account. */
  account: z.string(),
  name: z.string(),
  role: Role,
  scopes: z.array(Scope),
});
export type Principal = z.infer<typeof Principal>;

const Secret = z.string().max(200);

export const peopleMethods = {
  /** Who a bearer token belongs to; `unauthenticated` when nobody. */
  authenticate: method({ input: z.object({ token: Secret }), output: Principal, idempotent: true }),
  /** Begins a session for whoever holds a token, and gives the secret for the browser's cookie. `unauthenticated` for a wrong token. */
  signInWithToken: method({
    input: z.object({ token: Secret, userAgent: z.string().max(500).optional() }),
    output: z.object({ session: z.string(), expiresAt: Time, principal: Principal }),
  }),
  /** Who a session belongs to; `unauthenticated` when it has ended. */
  getSession: method({ input: z.object({ session: Secret }), output: Principal, idempotent: true }),
  signOut: method({ input: z.object({ session: Secret }), output: z.object({}), idempotent: true }),
  /** Uses the one-time setup code: makes the owner's account and a first token. `forbidden` when the code is wrong or used. */
  claimOwner: method({
    input: z.object({
      code: Secret,
      name: z.string().min(1).max(100),
      siteTitle: z.string().min(1).max(200).optional(),
    }),
    output: z.object({ token: z.string() }),
  }),
  /** Whether a setup code is the one that was printed and still unused. */
  checkSetupCode: method({
    input: z.object({ code: Secret }),
    output: z.object({ valid: z.boolean() }),
    idempotent: true,
  }),
  createToken: method({
    input: z.object({ name: z.string().min(1).max(100), scopes: z.array(Scope).min(1) }),
    output: z.object({ id: z.string(), token: z.string() }),
  }),
  listTokens: method({
    input: z.object({}),
    output: z.object({
      tokens: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          scopes: z.array(Scope),
          createdAt: Time,
          usedAt: Time.optional(),
        }),
      ),
    }),
    idempotent: true,
  }),
  revokeToken: method({ input: z.object({ id: z.string() }), output: z.object({}), idempotent: true }),
};
