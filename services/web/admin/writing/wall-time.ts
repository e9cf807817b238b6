/** What a clock on the wall shows, as `datetime-local` fields have it: `2026-11-24T09:30`. */
const WALL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/;

const DAY = 24 * 60 * 60 * 1000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** The time zone if there is one of this name, else UTC. */
export function knownZone(zone: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone || 'UTC' }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

/** What the clocks of a time zone show at an instant (RFC 3339). */
export function toWallTime(instant: string, zone: string): string {
  return wallTimeAt(Date.parse(instant), knownZone(zone));
}

/**
 * The instant at which the clocks of a time zone show a time; undefined for what is no time. Of a time that comes twice when
 * clocks go back, the first; one that is left out when they go forward is read as the clock before the change would go on.
 */
export function fromWallTime(wall: string, zone: string): string | undefined {
  const [, ...parts] = WALL.exec(wall) ?? [];
  if (parts.length === 0) return undefined;
  const [year, month, day, hour, minute] = parts.map(Number) as [number, number, number, number, number];
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  if (new Date(asUtc).toISOString().slice(0, 16) !== wall.slice(0, 16)) return undefined;
  const name = knownZone(zone);
  // The offset a day before and a day after: they differ only around a change, where the one before it goes first.
  const candidates = [asUtc - DAY, asUtc + DAY].map(near => asUtc - offsetAt(near, name));
  const exact = candidates.find(at => wallTimeAt(at, name) === wall.slice(0, 16));
  return new Date(exact ?? candidates[0]!).toISOString();
}

function offsetAt(instant: number, zone: string): number {
  return Date.parse(`${wallTimeAt(instant, zone)}Z`) - Math.floor(instant / 60_000) * 60_000;
}

function wallTimeAt(instant: number, zone: string): string {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    formatters.set(zone, formatter);
  }
  return formatter.format(instant).replace(' ', 'T');
}
