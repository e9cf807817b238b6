import type { Message } from '../contract.ts';

type Said = Pick<Message, 'sender'>;

/** Who somebody is beyond doubt: the account that the network has authenticated. Undefined for whoever only has a name, which anyone may take. */
export function certainPerson({ sender }: Said): string | undefined {
  return sender.account === undefined ? undefined : `account:${sender.account.toLowerCase()}`;
}

/** Who things are counted by: who they are beyond doubt, else what they are called. */
export function personOf({ sender }: Said): string {
  return certainPerson({ sender }) ?? `name:${sender.name.toLowerCase()}`;
}
