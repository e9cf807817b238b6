/** Newest items that count, and how few of them say nothing yet. */
const COUNTED = 20;
const LEAST = 3;
const SHORTEST = 60;

/**
 * Mean seconds between two of the newest items of a feed, from when they were published; undefined when fewer than three
 * have a date that has come. Several at once, as after a night, count as what they are: part of a slower rhythm.
 */
export function rhythmOf(times: readonly (Date | undefined)[], now: Date): number | undefined {
  const past = times
    .map(time => time?.getTime() ?? Number.NaN)
    .filter(time => time <= now.getTime())
    .sort((a, b) => b - a)
    .slice(0, COUNTED);
  if (past.length < LEAST) return undefined;
  const seconds = (past[0]! - past.at(-1)!) / 1000 / (past.length - 1);
  return Math.max(SHORTEST, Math.round(seconds));
}
