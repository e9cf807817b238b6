/** Minutes before the second try, the third and so on: two days and a half in all. */
const PAUSES = [1, 5, 20, 60, 180, 360, 720, 1080, 1200];

/**
 * Seconds until something that failed `tries` times is tried again, up to a fifth longer so that many do not come back at
 * once, and not before the server asked for. Undefined when it has been tried for long enough.
 */
export function pauseAfter(tries: number, retryAfter?: number): number | undefined {
  const minutes = PAUSES[tries - 1];
  if (minutes === undefined) return undefined;
  return Math.max(Math.ceil(minutes * 60 * (1 + Math.random() / 5)), retryAfter ?? 0);
}
