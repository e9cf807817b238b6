import type { NewDecision } from '../store/decisions.ts';

/** `10 minutes`, `2 hours`, `1 day`. */
export function spanWords(minutes: number): string {
  const [count, unit] =
    minutes % 1440 === 0
      ? [minutes / 1440, 'day']
      : minutes % 60 === 0
        ? [minutes / 60, 'hour']
        : [minutes, 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** What is said in the room of a decision that was carried out. */
export function actWords({ act, name, reason, minutes }: NewDecision): string {
  switch (act) {
    case 'warn':
      return `${name}: ${reason}. This is a warning.`;
    case 'delete':
      return `${name}: ${reason}.`;
    case 'timeout':
      return `${name} may not write here for ${spanWords(minutes ?? 10)}: ${reason}.`;
    case 'ban':
      return `${name} may not be here ${minutes === null ? 'any more' : `for ${spanWords(minutes)}`}: ${reason}.`;
    case 'lock':
      return `This room is closed to newcomers for ${spanWords(minutes ?? 5)}: ${reason}.`;
  }
}
