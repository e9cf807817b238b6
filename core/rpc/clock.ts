/**
 * Monotonic milliseconds as of this event-loop tick. Reading the clock costs more than the rest of a small
 * call's bookkeeping, so the calls of one tick share one reading; a long tick reads again now and then.
 */
export function tickNow(): number {
  if (readsLeft-- <= 0) refresh();
  return now;
}

const READS_PER_REFRESH = 1024;
let now = 0;
let readsLeft = 0;
let resetPending = false;

function refresh(): void {
  now = performance.now();
  readsLeft = READS_PER_REFRESH;
  if (resetPending) return;
  resetPending = true;
  setImmediate(expireReading);
}

function expireReading(): void {
  resetPending = false;
  readsLeft = 0;
}
