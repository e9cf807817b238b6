import type { Chrono } from 'chrono-node';
import { inZone } from './when.ts';

/** A span of time that a text names, and the text without it. */
export interface Past {
  readonly from: Date;
  readonly to: Date;
  readonly rest: string;
}

let english: Promise<Chrono> | undefined;

/** A time of day that is named alone is meant with what was said in the hour after it. */
const HOUR = 3_600_000;

/**
 * The span that a text names last: `yesterday` and `on Monday` are days, `since 9` and `in the last hour` reach to now,
 * `at 9 yesterday` is an hour. Undefined when it names none that is past.
 */
export async function findPast(text: string, now: Date, zone: string): Promise<Past | undefined> {
  english ??= import('chrono-node/en').then(({ casual }) => casual);
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const timezone = here.offsetNanoseconds / 60e9;
  const found = (await english).parse(text, { instant: now, timezone }, { forwardDate: false }).at(-1);
  if (!found) return undefined;
  const before = text.slice(0, found.index);
  const [lead = ''] = /(?:\b(?:since|from|after|on|at|in|during|within|the)\s+)*$/i.exec(before) ?? [];
  const rest =
    `${before.slice(0, before.length - lead.length).trim()} ${text.slice(found.index + found.text.length).trim()}`.trim();
  const start = inZone(found.start, zone);
  if (start >= now) return undefined;
  if (found.end) return { from: start, to: inZone(found.end, zone), rest };
  const open = /\b(?:since|after|within)\b/i.test(lead) || /^(?:the )?(?:last|past)\b/i.test(found.text);
  if (open) return { from: start, to: now, rest };
  if (found.start.isCertain('hour')) return { from: start, to: new Date(start.getTime() + HOUR), rest };
  const day = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(zone).startOfDay();
  return {
    from: new Date(day.epochMilliseconds),
    to: new Date(day.add({ days: 1 }).epochMilliseconds),
    rest,
  };
}
