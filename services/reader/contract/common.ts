import { z } from 'zod';

/** Times cross the wire as RFC 3339 text in UTC. */
export const Time = z.iso.datetime();
export const Id = z.string().max(20);
export const Tag = z.string().trim().min(1).max(100);
export const Tags = z.array(Tag).max(50);

/** A language tag (BCP 47). */
export const Language = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as en or pt-BR');

/** The account name under which the owner reads, whichever account of the api that is. */
export const OWNER = 'owner';
/** Whose reading: `OWNER`, or the id of a member's account. */
export const Account = z.string().min(1).max(100);
/** Whose reading; absent for a visitor, who sees what the owner reads in public. */
export const Viewer = Account.optional();

/** Under which name somebody reads, whose account of the api is this. */
export function accountOf({ role, account }: { readonly role: string; readonly account: string }): string {
  return role === 'owner' ? OWNER : account;
}
