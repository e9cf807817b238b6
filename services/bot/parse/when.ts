import type { Chrono } from 'chrono-node';
import { findPlace, type Place } from '../places/zones.ts';

/** A time that was found in a text, and the text without it. */
export interface When {
  readonly at: Date;
  /** Where it is meant, when that was said. */
  readonly place: Place | undefined;
  /** It stands at the very beginning. */
  readonly first: boolean;
  readonly rest: string;
}

/** Loaded when it is first needed: few rooms ever name a time. */
let english: Promise<Chrono> | undefined;

/**
 * The time that a text names at its beginning or, failing that, as its last: `in 10 minutes`, `tomorrow at 9`, `on 24 December at
 * 5pm EST`. What names no zone is meant in `zone`; a time of day or a weekday is the next one. Undefined when it names none.
 */
export async function findWhen(
  text: string,
  now: Date,
  zone: string,
  place?: Place,
): Promise<When | undefined> {
  english ??= import('chrono-node/en').then(({ casual }) => casual);
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const timezone = here.offsetNanoseconds / 60e9;
  const found = (await english).parse(text, { instant: now, timezone }, { forwardDate: true });
  const first = found.find(({ index }) => /^(?:on|at|by)?\s*$/i.test(text.slice(0, index)));
  const chosen = first ?? found.at(-1);
  if (!chosen) return undefined;
  const end = chosen.index + chosen.text.length;
  const named =
    place === undefined && chosen.start.isCertain('hour') ? placeAfter(text.slice(end)) : undefined;
  if (named) return findWhen(text.slice(0, end) + named.rest, now, named.place.zone, named.place);
  const before = text.slice(0, chosen.index).replace(/\s+(?:on|at|by)\s*$|^(?:on|at|by)\s*$/i, '');
  const after = text.slice(end);
  const rest = `${before.trim()} ${after.trim()}`.trim();
  return { at: inZone(chosen.start, zone), place, first: first !== undefined, rest };
}

/** As somebody says where a time is meant: `Tokyo time`, `in Berlin`, `Europe/Berlin`. */
const PLACES = [
  /^,?\s+(?:in\s+)?([^\s,;]+(?: [^\s,;]+){0,2}?)(?:'s)?\s+time(?=[\s,;]|$)/iu,
  /^,?\s+(?:in\s+)?([a-z_]+\/[a-z_/+-]+\d*)(?=[\s,;]|$)/iu,
  /^\s+in\s+([\p{L}\d. +:-]+?)(?=,?\s+(?:to|that|about|of)\s|$)/iu,
];

/** The place that follows a time, and what follows that. */
function placeAfter(text: string): { place: Place; rest: string } | undefined {
  for (const pattern of PLACES) {
    const [whole = '', name = ''] = pattern.exec(text.slice(0, MAX_PLACE)) ?? [];
    const place = name === '' ? undefined : findPlace(name);
    if (place) return { place, rest: text.slice(whole.length) };
  }
  return undefined;
}

/** Where a place is looked for after a time: no name is longer. */
const MAX_PLACE = 80;

/** A time that chrono has found, as the clock of the zone shows it. */
export function inZone(
  start: Pick<ReturnType<Chrono['parse']>[number]['start'], 'get' | 'isCertain' | 'date'>,
  zone: string,
): Date {
  if (start.isCertain('timezoneOffset')) return start.date();
  const part = (name: Parameters<typeof start.get>[0]) => start.get(name) ?? 0;
  const clock = new Temporal.PlainDateTime(
    part('year'),
    part('month'),
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return new Date(clock.toZonedDateTime(zone).epochMilliseconds);
}
