import type { Chrono } from 'chrono-node';

/** A time that was found in a text, and the text without it. */
export interface When {
  readonly at: Date;
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
export async function findWhen(text: string, now: Date, zone: string): Promise<When | undefined> {
  english ??= import('chrono-node/en').then(({ casual }) => casual);
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const timezone = here.offsetNanoseconds / 60e9;
  const found = (await english).parse(text, { instant: now, timezone }, { forwardDate: true });
  const first = found.find(({ index }) => /^(?:on|at|by)?\s*$/i.test(text.slice(0, index)));
  const chosen = first ?? found.at(-1);
  if (!chosen) return undefined;
  const before = text.slice(0, chosen.index).replace(/\s+(?:on|at|by)\s*$|^(?:on|at|by)\s*$/i, '');
  const after = text.slice(chosen.index + chosen.text.length);
  const rest = `${before.trim()} ${after.trim()}`.trim();
  return { at: inZone(chosen.start, zone), first: first !== undefined, rest };
}

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
