import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Actor } from './audit.ts';
import { ShortPage, Time } from './common.ts';
import { Passkey } from './passkeys.ts';
import { Begun, PersonName, Secret, Visitor } from './people.ts';
import { Role } from './roles.ts';

export const Account = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  createdAt: Time,
  /** Whether it is let in no more. */
  disabled: z.boolean(),
  /** The owner's, while nobody has opened the setup link. */
  unclaimed: z.literal(true).optional(),
  /** Last seen at a browser, to ten minutes; unknown when every session has ended. */
  seenAt: Time.optional(),
  /** How many passkeys and unused recovery codes there are. */
  passkeys: z.number(),
  codes: z.number(),
});
export type Account = z.infer<typeof Account>;

/** Roles that the owner may give; there is one owner. */
export const GivenRole = Role.exclude(['owner']);
export type GivenRole = z.infer<typeof GivenRole>;

export const Invitation = z.object({
  id: z.string(),
  role: GivenRole,
  /** For whom it is, as the owner noted it. */
  note: z.string(),
  createdAt: Time,
  expiresAt: Time,
});
export type Invitation = z.infer<typeof Invitation>;

export const InvitationInput = z.object({ role: GivenRole, note: z.string().trim().max(200).default('') });
export type InvitationInput = z.infer<typeof InvitationInput>;

const Id = z.string().max(100);

export const accountMethods = {
  listAccounts: method({
    input: ShortPage,
    output: z.object({ accounts: z.array(Account), next: z.string().optional() }),
    idempotent: true,
  }),
  /** An account with its passkeys, for its own person. */
  getOwnAccount: method({
    input: z.object({ account: Id }),
    output: z.object({ account: Account, passkeys: z.array(Passkey) }),
    idempotent: true,
  }),
  renameAccount: method({
    input: z.object({ account: Id, name: PersonName, actor: Actor.default({}) }),
    output: z.object({}),
    idempotent: true,
  }),
  /** Changes the role, or lets in no more (which ends all sessions) and again. `owner_stays` for the owner. */
  changeAccount: method({
    input: z.object({
      id: Id,
      role: GivenRole.optional(),
      disabled: z.boolean().optional(),
      actor: Actor.default({}),
    }),
    output: Account,
    idempotent: true,
  }),
  /** Removes an account with its passkeys, sessions and tokens; what its person wrote stays. `owner_stays` for the owner. */
  removeAccount: method({
    input: z.object({ id: Id, actor: Actor.default({}) }),
    output: z.object({}),
    idempotent: true,
  }),
  /** Makes an invitation that is good for seven days, once. Its address is shown this once. */
  createInvitation: method({
    input: InvitationInput.extend({ actor: Actor.default({}) }),
    output: z.object({ invitation: Invitation, url: z.string() }),
  }),
  /** Those that were not accepted yet and are not too old, the newest first. */
  listInvitations: method({
    input: ShortPage,
    output: z.object({ invitations: z.array(Invitation), next: z.string().optional() }),
    idempotent: true,
  }),
  revokeInvitation: method({
    input: z.object({ id: Id, actor: Actor.default({}) }),
    output: z.object({}),
    idempotent: true,
  }),
  /** What an invitation offers; nothing when it was used, taken back or is too old. */
  checkInvitation: method({
    input: z.object({ code: Secret }),
    output: z.object({ role: GivenRole.optional() }),
    idempotent: true,
  }),
  /** Makes an account of the invitation's role and signs its person in. `forbidden` when it is not good. */
  acceptInvitation: method({
    input: z.object({ code: Secret, name: PersonName, from: Visitor }),
    output: Begun,
  }),
};
