import { may, type Principal } from '../../api/contract.ts';
import type { Sender } from '../contract.ts';

/** Who speaks with an account of the site. The role is what the session allows, which may be less than that of its person. */
export function senderOf(principal: Principal): Sender {
  const role = may(principal, 'admin') ? 'owner' : may(principal, 'moderate') ? 'moderator' : 'member';
  return { name: principal.name.slice(0, 100), account: principal.account, role };
}
