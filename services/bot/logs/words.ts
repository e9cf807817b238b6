import { readClock } from '../clock.ts';
import type { LogLine } from '../contract/logs.ts';
import type { RoomSettings } from '../rooms/room-options.ts';

/** Whether a room is logged, in a sentence. */
export function logWords({ logged, logHours, prefix }: RoomSettings, direct: boolean): string {
  if (direct) return 'No: what is said to me alone is never logged.';
  return logged
    ? `Yes: what is said here is kept for ${logHours} hours and then deleted. ${prefix}forget me erases what you said.`
    : 'No: nothing that is said here is logged.';
}

/** What is said in a room when it begins to be logged. */
export function beginWords(hours: number, origin: string): string {
  return `From now on I keep what is said here for ${hours} hours, and then delete it. How, and how to be forgotten: ${origin}/bot/privacy`;
}

export const END_WORDS =
  'From now on I keep nothing that is said here. What I have goes when its time is over.';

/** `14:03 <ann> bread is in the oven`, with the day when it is another than today. */
export function lineWords({ at, name, text }: LogLine, now: Date, zone: string, language: string): string {
  const { clock, day } = readClock(new Date(at), zone, language);
  const today = readClock(now, zone, language).day;
  return `${day === today ? '' : `${day} `}${clock} <${name}> ${text.replace(/\s+/g, ' ')}`;
}
