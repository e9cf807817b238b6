import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Page, Time } from './common.ts';

/** What the audit log has entries of, in groups: the part of an action before its point. */
export const AuditArea = z.enum([
  'sign-in',
  'account',
  'passkey',
  'token',
  'invitation',
  'settings',
  'moderation',
  'post',
  'site',
]);
export type AuditArea = z.infer<typeof AuditArea>;

/** Who does something, for the audit log. No account: on the machine itself, or somebody who is not known. */
export const Actor = z.object({
  account: z.string().max(100).optional(),
  /** Address that the request came from; only its network is kept. */
  address: z.string().max(100).optional(),
});
export type Actor = z.infer<typeof Actor>;

export const AuditEntry = z.object({
  id: z.string(),
  at: Time,
  /** Who did it, by the name they had; undefined on the machine itself, or when it is not known. */
  account: z.object({ id: z.string().optional(), name: z.string() }).optional(),
  /** `area.what`, such as `token.create`. */
  action: z.string(),
  area: AuditArea,
  /** What it was done to, in words. */
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
  /** The network it came from: an IPv4 /24 or an IPv6 /48. */
  address: z.string().optional(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Which entries: of one area, by one account. */
export const AuditQuery = Page.extend({ area: AuditArea.optional(), account: z.uuid().optional() });
export type AuditQuery = z.infer<typeof AuditQuery>;

export const auditMethods = {
  /** The newest first, kept for a year. */
  listAudit: method({
    input: AuditQuery,
    output: z.object({ entries: z.array(AuditEntry), next: z.string().optional() }),
    idempotent: true,
  }),
};
