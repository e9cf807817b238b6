import type { ActTarget } from '../../relay/contract.ts';
import type { Rules } from '../contract/room-rules.ts';
import type { Message } from '../contract.ts';

/** Who spoke, as their network is told of them. */
export function targetOf({ sender, id }: Message): ActTarget {
  const { name, account, id: own, host } = sender;
  return {
    name,
    ...(account !== undefined && { account }),
    ...(own !== undefined && { id: own }),
    ...(host !== undefined && { host }),
    ...(id !== undefined && { message: id }),
  };
}

/** Somebody with an account, or whom the network has as a member. */
export function isMember({ account, role }: Message['sender']): boolean {
  return account !== undefined || role === 'member' || isModerator(role);
}

function isModerator(role: Message['sender']['role']): boolean {
  return role === 'moderator' || role === 'owner';
}

/** Whether rules do not hold for somebody; `named` tells whether they are a moderator whom the owner has named. */
export function isExempt({ exempt }: Rules, sender: Message['sender'], named: () => boolean): boolean {
  return (
    (exempt.includes('moderators') && (isModerator(sender.role) || named())) ||
    (exempt.includes('members') && isMember(sender))
  );
}
