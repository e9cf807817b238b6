import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Actor } from './audit.ts';
import { ShortPage, Time } from './common.ts';
import { PersonalScope } from './roles.ts';

export const Token = z.object({
  id: z.string(),
  name: z.string(),
  /** Which program got it by IndieAuth; undefined for one that was made by hand. */
  clientId: z.string().optional(),
  scopes: z.array(z.string()),
  createdAt: Time,
  /** To the minute. */
  usedAt: Time.optional(),
  /** It is of no use after this; never when there is none. */
  expiresAt: Time.optional(),
});
export type Token = z.infer<typeof Token>;

export const TokenInput = z.object({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(PersonalScope).min(1),
  expiresAt: Time.optional(),
});
export type TokenInput = z.infer<typeof TokenInput>;

export const tokenMethods = {
  /** Makes a token of the owner's and gives it in clear, this once. `invalid` for a time that is over. */
  createToken: method({
    input: TokenInput.extend({ actor: Actor.default({}) }),
    output: z.object({ id: z.string(), token: z.string() }),
  }),
  listTokens: method({
    input: ShortPage,
    output: z.object({ tokens: z.array(Token), next: z.string().optional() }),
    idempotent: true,
  }),
  revokeToken: method({
    input: z.object({ id: z.string(), actor: Actor.default({}) }),
    output: z.object({}),
    idempotent: true,
  }),
};
