import type { Action } from './action.ts';

/** Whether everybody may have it done at once, whatever its arguments are. */
export function isForAll({ exact, needs, confirms }: Action): boolean {
  return !exact && !needs && !confirms;
}

/**
 * Whether everybody may have an action done with these arguments at once, so that it may be done for what somebody probably
 * meant. False too for arguments that it does not understand.
 */
export function isHarmless(action: Action, text: string): boolean {
  if (action.exact) return false;
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
