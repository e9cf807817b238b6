import type { Message } from '../contract.ts';

type Said = Pick<Message, 'sender'>;

/**
 * Who somebody is beyond doubt: the account that the network has authenticated, or its own id of them. Undefined for
 * whoever only has a name, which anyone may take.
 */
export function certainPerson({ sender }: Said): string | undefined {
  if (sender.account !== undefined) return `account:${sender.account.toLowerCase()}`;
  return sender.id === undefined ? undefined : `id:${sender.id}`;
}

/** All that somebody is beyond doubt, as it stands in what is kept: the account, and the network's own id. */
export function certainPersons({ sender: { account, id } }: Said): string[] {
  return [
    ...(account === undefined ? [] : [`account:${account.toLowerCase()}`]),
    ...(id === undefined ? [] : [`id:${id}`]),
  ];
}

/** Who things are counted by: who they are beyond doubt, else what they are called. */
export function personOf({ sender }: Said): string {
  return certainPerson({ sender }) ?? `name:${sender.name.toLowerCase()}`;
}

/** Who breaches are counted by: a new name does not make somebody another while they come from the same place. */
export function sourceOf({ sender }: Said): string {
  const host = sender.host?.slice(sender.host.indexOf('@') + 1).toLowerCase();
  return host && certainPerson({ sender }) === undefined ? `host:${host}` : personOf({ sender });
}

/** Who is named in audits. */
export function signatureOf({ sender }: Said): string {
  return sender.account ?? sender.name;
}

/** What the rooms begin with in which an account or id is the same person: those of one network. */
export function roomsOfNetwork(room: string): string[] {
  const [kind = '', network = ''] = room.split('/');
  if (kind === 'chat' || kind === 'web') return ['chat/', 'web/'];
  return [kind === 'irc' || kind === 'mastodon' ? `${kind}/${network}/` : `${kind}/`];
}
