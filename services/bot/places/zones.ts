import { nearest } from '../parse/nearest.ts';
import { PLACE_ALIASES } from './aliases.ts';

/** A place whose clock is known. */
export interface Place {
  /** As it is shown: `Tokyo`, `UTC+2`. */
  readonly name: string;
  /** An IANA time zone or a fixed offset that Intl takes. */
  readonly zone: string;
}

let index: ReadonlyMap<string, Place> | undefined;

/** Whether Intl knows this time zone. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * The place a person names: a city, a country with one clock, an IANA zone (`Asia/Tokyo`), an abbreviation (`CET`) or an
 * offset (`UTC+5:30`). Undefined when there is none of that name.
 */
export function findPlace(name: string): Place | undefined {
  const key = keyOf(name);
  return places().get(key) ?? fixedOffset(key) ?? zoneNamed(name.trim());
}

/** The known place whose name is nearest to what was typed, when one is near enough to be what was meant. */
export function nearestPlace(name: string): Place | undefined {
  const near = nearest(keyOf(name), places().keys());
  return near === undefined ? undefined : places().get(near);
}

/** Built once, when the first person asks: 600 names, in about a millisecond. */
function places(): ReadonlyMap<string, Place> {
  if (index) return index;
  const found = new Map<string, Place>();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const city = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
    const place = { name: city, zone };
    found.set(keyOf(zone), place);
    found.set(keyOf(city), place);
  }
  for (const [key, zone] of Object.entries(PLACE_ALIASES)) found.set(key, { name: titled(key), zone });
  index = found;
  return found;
}

/** Intl lists each zone by one of its names, and takes the others too: `Asia/Kolkata`. */
function zoneNamed(zone: string): Place | undefined {
  if (!/^[\w+-]+\/[\w+/-]+$/.test(zone) || !isTimeZone(zone)) return undefined;
  return { name: zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' '), zone };
}

/** Offsets as people write them; Intl takes `+HH:MM`. The sign is ISO 8601's: UTC+2 is ahead of UTC. */
function fixedOffset(key: string): Place | undefined {
  const match = /^(?:utc|gmt)? ?([+-])(\d{1,2})(?::?([0-5]\d))?$/.exec(key);
  if (!match) return undefined;
  const [, sign, hours, minutes = '00'] = match;
  if (Number(hours) > 14) return undefined;
  return {
    name: `UTC${sign}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`,
    zone: `${sign}${hours!.padStart(2, '0')}:${minutes}`,
  };
}

function keyOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[_\s]+/g, ' ')
    .replace(/[.,]/g, '')
    .trim();
}

/** Short aliases are abbreviations (`CET`, `UK`) except for these; the rest are written as names. */
const SHORT_NAMES = new Set(['bern', 'iran', 'kiev', 'kyiv', 'lyon', 'rio']);

function titled(key: string): string {
  if (key.length <= 4 && !SHORT_NAMES.has(key)) return key.toUpperCase();
  return key.replace(/(^| )\p{L}/gu, letter => letter.toUpperCase());
}
