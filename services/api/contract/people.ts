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

export const Secret = z.string().max(200);
/** How a person is called here. */
export const PersonName = z.string().trim().min(1).max(100);

/** The browser that somebody signs in at: for the limits, the list of sessions and the audit log. */
export const Visitor = z.object({
  address: z.string().max(100),
  userAgent: z.string().max(500).default(''),
  /** The session it had before, which the new one ends. */
  replaces: Secret.optional(),
});
export type Visitor = z.infer<typeof Visitor>;

/** A session that has begun, with the secret for the browser's cookie. */
export const Begun = z.object({ session: z.string(), expiresAt: Time, principal: Principal });
export type Begun = z.infer<typeof Begun>;

export const peopleMethods = {
  /**
   * Who a bearer token belongs to; `unauthenticated` when nobody. With `writes` a write of the account is counted, and there is
   * `rate_limited` when there have been too many, wherever they went.
   */
  authenticate: method({
    input: z.object({ token: Secret, writes: z.boolean().optional() }),
    output: Principal,
    idempotent: true,
  }),
  /** Who a session belongs to; `unauthenticated` when it has ended. */
  getSession: method({ input: z.object({ session: Secret }), output: Principal, idempotent: true }),
  signOut: method({ input: z.object({ session: Secret }), output: z.object({}), idempotent: true }),
  /** For whoever holds a token that may do all that its person may. `unauthenticated` for any other. */
  signInWithToken: method({ input: z.object({ token: Secret, from: Visitor }), output: Begun }),
  /** With a recovery code, which is used up. `unauthenticated` for a wrong one. */
  signInWithCode: method({ input: z.object({ code: Secret, from: Visitor }), output: Begun }),
  /** With a link that was made on the machine, which is used up. `unauthenticated` for a wrong one. */
  signInWithLink: method({ input: z.object({ code: Secret, from: Visitor }), output: Begun }),
  /** Whom a sign-in link lets in; nobody when it was used or is too old. */
  checkSignInLink: method({
    input: z.object({ code: Secret }),
    output: z.object({ name: z.string().optional() }),
    idempotent: true,
  }),
  /** Makes a sign-in link for an account, by its id or name; the owner's unless given. An earlier one ends. */
  createSignInLink: method({
    input: z.object({ account: z.string().min(1).max(100).optional() }),
    output: z.object({ url: z.string(), name: z.string(), expiresAt: Time }),
  }),
  /** Uses the one-time setup code: makes the owner's account and a first token, and signs a browser in. `forbidden` when the code is wrong or used. */
  claimOwner: method({
    input: z.object({
      code: Secret,
      name: z.string().min(1).max(100),
      siteTitle: z.string().min(1).max(200).optional(),
      from: Visitor.optional(),
    }),
    output: z.object({ token: z.string(), begun: Begun.optional() }),
  }),
  /** Whether a setup code is the one that was printed and still unused. */
  checkSetupCode: method({
    input: z.object({ code: Secret }),
    output: z.object({ valid: z.boolean() }),
    idempotent: true,
  }),
};
