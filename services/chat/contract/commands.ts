import type { ChatRole } from './common.ts';

/** A command that is given in a room. Nobody else sees it, but for what `/me` tells. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly about: string;
  /** For whom it is. */
  readonly by: 'everyone' | 'guests' | 'moderators';
}

export const COMMANDS = [
  { name: 'help', usage: '/help', about: 'Lists these commands', by: 'everyone' },
  { name: 'me', usage: '/me DOES SOMETHING', about: 'Tells what you do', by: 'everyone' },
  { name: 'nick', usage: '/nick NAME', about: 'Gives you another name', by: 'guests' },
  { name: 'ignore', usage: '/ignore NAME', about: 'Folds away what somebody says, for you', by: 'everyone' },
  { name: 'unignore', usage: '/unignore NAME', about: 'Shows it again', by: 'everyone' },
  {
    name: 'slow',
    usage: '/slow SECONDS',
    about: 'Seconds between messages of one person, or off',
    by: 'moderators',
  },
  {
    name: 'members',
    usage: '/members on',
    about: 'Only people with an account write, or off',
    by: 'moderators',
  },
  {
    name: 'mute',
    usage: '/mute NAME [MINUTES]',
    about: 'Lets somebody read and not write',
    by: 'moderators',
  },
  { name: 'unmute', usage: '/unmute NAME', about: 'Lets somebody write again', by: 'moderators' },
  { name: 'block', usage: '/block NAME [MINUTES]', about: 'Puts somebody out', by: 'moderators' },
  { name: 'unblock', usage: '/unblock NAME', about: 'Lets somebody in again', by: 'moderators' },
  { name: 'pin', usage: '/pin NUMBER', about: 'Keeps a message on top', by: 'moderators' },
  { name: 'unpin', usage: '/unpin', about: 'Takes the pinned message down', by: 'moderators' },
] as const satisfies readonly Command[];

export type CommandName = (typeof COMMANDS)[number]['name'];

/** Whether a command is of use to somebody of a role. */
export function isFor({ by }: Command, role: ChatRole): boolean {
  if (by === 'everyone') return true;
  return by === 'guests' ? role === 'guest' : role === 'owner' || role === 'moderator';
}

/** Whether a message is a command of the room: one line that begins with a slash and a word. Two slashes say one, and `/me` with more is said. */
export function isCommand(text: string): boolean {
  return /^\/(?!me\s+\S)\p{L}+(?:[^\S\n].*)?$/iu.test(text.trim());
}
