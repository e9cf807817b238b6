import type { Needs } from '../people/authority.ts';
import type { Action } from './action.ts';

/** What somebody has to be to have an action done with these arguments. */
export function neededFor({ role, needs }: Action, args: unknown): Needs | undefined {
  const more = needs?.(args);
  return role === 'moderator' ? role : (more ?? role);
}

/** Whether everybody may have it done at once, whatever its arguments are. */
export function isForAll({ exact, role, needs, confirms }: Action): boolean {
  return !exact && !role && !needs && !confirms;
}

/**
 * Whether everybody may have an action done with these arguments at once, so that it may be done for what somebody probably
 * meant. False too for arguments that it does not understand.
 */
export function isHarmless(action: Action, text: string): boolean {
  if (action.exact || action.role) return false;
  try {
    const args = action.parse(text);
    return action.needs?.(args) === undefined && action.confirms?.(args) === undefined;
  } catch {
    return false;
  }
}

/** Whether it understands these arguments. */
export function isUnderstood(action: Action, text: string): boolean {
  try {
    action.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Who may have an action done, by what its examples need; `partly` when some of them are for everybody. */
export function roleOf(action: Action): { role?: Needs; partly?: true } {
  const needed = action.examples.map(example => {
    const text = /^\S+ ?(.*)$/s.exec(example)?.[1] ?? '';
    return isUnderstood(action, text) ? neededFor(action, action.parse(text)) : action.role;
  });
  const role = needed.includes('moderator') ? 'moderator' : needed.find(one => one !== undefined);
  if (role === undefined) return {};
  return needed.includes(undefined) ? { role, partly: true } : { role };
}

const WHO: Readonly<Record<Needs, string>> = {
  certain: 'for whoever is logged in to the network',
  moderator: 'for moderators of the room',
};

/** Who may have it done and how long it rests, in sentences; empty when everybody may, at any time. */
export function termsOf(action: {
  readonly role?: Needs | undefined;
  readonly partly?: boolean | undefined;
  readonly cooldown?: number | undefined;
}): string {
  const { role, partly, cooldown } = action;
  const who = role && `${partly ? 'Some of it is ' : 'It is '}${WHO[role]}.`;
  const rest = cooldown && `It rests for ${cooldown} s in a room after a use.`;
  return [who, rest].filter(Boolean).join(' ');
}
