import type { Html } from '../../../../../core/html/html.ts';
import { tabs } from '../parts.ts';

export const BOT_PATH = '/admin/bot';

const PARTS = [
  ['Rooms', ''],
  ['Commands', '/commands'],
  ['Timers', '/timers'],
  ['Counters', '/counters'],
  ['Decisions', '/decisions'],
  ['Logs', '/logs'],
  ['Queues', '/queues'],
] as const;

/** The parts of the bot's screens; `current` is the label of one. */
export function botTabs(current: (typeof PARTS)[number][0]): Html {
  return tabs(
    'Parts of the bot',
    PARTS.map(([label, path]) => ({ label, path: BOT_PATH + path, current: label === current })),
  );
}

/** Of the rooms that a form may be for: those that the bot is in, and that which is set. */
export function roomChoices(rooms: readonly string[], set?: string) {
  const all = new Set([...rooms, ...(set ? [set] : [])]);
  return [...all].sort().map(value => ({ value, label: value }));
}

/** One part of what is set of a room: its options, or its rules. */
export function roomPath(id: string, part: 'room' | 'rules' = 'room'): string {
  return `${BOT_PATH}/${part}?id=${encodeURIComponent(id)}`;
}
