import { AppError } from '../../../core/errors.ts';
import { readClock } from '../clock.ts';
import { shorten } from '../parse/arguments.ts';
import { findWhen } from '../parse/when.ts';
import { type Reply, say } from '../reply.ts';
import { findPlace, nearestPlace, type Place } from './zones.ts';

/** A time in one place that is asked for in another; an undefined place is here. */
export interface ZoneTime {
  /** As it was said: `3pm`, `tomorrow at 15:00`. */
  readonly when: string;
  readonly from: Place | undefined;
  readonly to: Place | undefined;
}

const MAX_LENGTH = 100;

/** `3pm`, `15:00`, `15h30`, `noon`. */
const CLOCK = String.raw`(?:\d{1,2}(?:[:.h]\d{2})?\s*(?:a\.?m\.?|p\.?m\.?)|\d{1,2}[:.h]\d{2}|\d{1,2}h|noon|midday|midnight)`;
const HAS_CLOCK = new RegExp(String.raw`(?:^|\s)${CLOCK}(?=\s|$)`, 'iu');
const ONLY_CLOCK = new RegExp(`^${CLOCK}$`, 'iu');
/** `3pm Berlin to Tokyo`, `15:00 in Berlin in Tokyo`, `3pm Berlin`. */
const FORWARD = new RegExp(`^(.*?${CLOCK})(?:\\s+(.*))?$`, 'isu');
/** `Tokyo when it is 3pm in Berlin`, `Tokyo at 3pm in Berlin`. */
const BACKWARD = /^(.+?)\s+(?:(when|if)\s+(?:it is|it's)|at)\s+(.+)$/isu;

/**
 * Reads a time of a place that is asked for in another; undefined when the text is none. One of the places may be left out, or
 * be `here`. Throws `invalid` for a place that nobody knows.
 */
export function readZoneTime(text: string): ZoneTime | undefined {
  if (text.length > MAX_LENGTH || !HAS_CLOCK.test(text)) return undefined;
  const [, target = '', when, given = ''] = BACKWARD.exec(text) ?? [];
  // `tomorrow at 3pm` names no place.
  if (target !== '' && !HAS_CLOCK.test(target) && (when !== undefined || findPlace(target))) {
    const one = readZoneTime(given);
    return one && { ...one, to: placeOf(target) };
  }
  const [, said = '', rest = ''] = FORWARD.exec(text) ?? [];
  const [from, to] = splitPlaces(rest);
  if (from === undefined && to === undefined) return undefined;
  return { when: said.trim(), from: placeOf(from), to: placeOf(to) };
}

/** Whether a text is one that is understood, with places that are known. */
export function isZoneTime(text: string): boolean {
  try {
    return readZoneTime(text) !== undefined;
  } catch {
    return false;
  }
}

/** `in Berlin to Tokyo`, `Berlin in Tokyo`, `to Tokyo`, `Berlin`: the place it is the time of, and the one it is asked for. */
function splitPlaces(rest: string): [string | undefined, string | undefined] {
  const bare = rest.trim().replace(/^in\s+/i, '');
  if (bare === '') return [undefined, undefined];
  const [, only] = /^(?:to|into|as)\s+(.+)$/i.exec(bare) ?? [];
  if (only !== undefined) return [undefined, only];
  const [, from, to] = /^(.+)\s+(?:to|into|in|as)\s+(.+)$/i.exec(bare) ?? [];
  return from === undefined ? [bare, undefined] : [from, to];
}

function placeOf(said: string | undefined): Place | undefined {
  if (said === undefined) return undefined;
  const name = said.replace(/^(?:in|the)\s+/i, '').replace(/(?:'s)?\s+time$/i, '');
  if (/^(?:here|my|our|local|this room)$/i.test(name)) return undefined;
  const place = findPlace(name);
  if (place) return place;
  const near = nearestPlace(name);
  throw new AppError(
    'invalid',
    `I know no place “${shorten(name)}”. ${near ? `Did you mean ${near.name}?` : 'A large city near it will do, or a zone such as Europe/Paris.'}`,
  );
}

interface Here {
  readonly timeZone: string;
  readonly language: string;
  now(): Date;
}

/** Says what the clock shows in the one place when it shows that time in the other, and the day where it is another. */
export async function sayZoneTime({ when, from, to }: ZoneTime, here: Here): Promise<Reply> {
  const { timeZone, language } = here;
  const zone = from?.zone ?? timeZone;
  const at = await timeAt(when, zone, here.now());
  if (!at)
    throw new AppError(
      'invalid',
      `I do not know which time “${shorten(when)}” is. Write it as 15:00 or 3pm.`,
    );
  const [there, wanted] = [readClock(at, zone, language), readClock(at, to?.zone ?? timeZone, language)];
  const today = readClock(here.now(), zone, language).day;
  const day = there.day === today ? '' : ` on ${there.day}`;
  const other = wanted.day === there.day ? '' : ` on ${wanted.day}`;
  return say(
    `${there.clock} in ${nameOf(from, timeZone)}${day} is ${wanted.clock} in ${nameOf(to, timeZone)}${other}.`,
  );
}

function nameOf(place: Place | undefined, timeZone: string): string {
  return place?.name ?? timeZone;
}

/** A time of day alone is today's, there. */
async function timeAt(when: string, zone: string, now: Date): Promise<Date | undefined> {
  const clock = when.replace(/^at\s+/i, '');
  if (!ONLY_CLOCK.test(clock)) return (await findWhen(when, now, zone))?.at;
  const [, hours = '', minutes = '0', half = ''] =
    /^(\d{1,2})(?:[:.h](\d{2}))?\s*h?\s*([ap])?/i.exec(clock) ?? [];
  const named = /^midnight$/i.test(clock) ? 0 : 12;
  const hour = hours === '' ? named : hourOf(Number(hours), half.toLowerCase());
  if (hour > 24 || Number(minutes) > 59) return undefined;
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const time = { hour: hour % 24, minute: Number(minutes) };
  const there = today.withPlainTime(Temporal.PlainTime.from(time));
  return new Date(there.epochMilliseconds);
}

function hourOf(hours: number, half: string): number {
  if (half === '') return hours;
  if (hours < 1 || hours > 12) return Number.POSITIVE_INFINITY;
  return (hours % 12) + (half === 'p' ? 12 : 0);
}
