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

/** Networks on which everybody has an account, so that it makes nobody a member. */
const ALL_HAVE_ACCOUNTS = /^(?:twitch|matrix|mastodon)\//;

/** Whom the network has as a member, or somebody with an account where not everybody has one. */
export function isMember({ room, sender: { account, role } }: Message): boolean {
  if (role === 'member' || isModerator(role)) return true;
  return account !== undefined && !ALL_HAVE_ACCOUNTS.test(room);
}

function isModerator(role: Message['sender']['role']): boolean {
  return role === 'moderator' || role === 'owner';
}

/** Whether rules do not hold for somebody; `named` tells whether they are a moderator whom the owner has named. */
export function isExempt({ exempt }: Rules, message: Message, named: () => boolean): boolean {
  return (
    (exempt.includes('moderators') && (isModerator(message.sender.role) || named())) ||
    (exempt.includes('members') && isMember(message))
  );
}
