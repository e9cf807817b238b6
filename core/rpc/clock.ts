/**
 * Monotonic milliseconds as of the callback that runs now. Reading the clock costs more than the rest of a small
 * call's bookkeeping, so the calls of one callback share one reading; a long one reads again now and then.
 */
export function tickNow(): number {
  if (readsLeft-- <= 0) refresh();
  return now;
}

const READS_PER_REFRESH = 1024;
let now = 0;
let readsLeft = 0;
let expiryPending = false;

function refresh(): void {
  now = performance.now();
  readsLeft = READS_PER_REFRESH;
  if (expiryPending) return;
  expiryPending = true;
  process.nextTick(expireReading);
}

function expireReading(): void {
  expiryPending = false;
  readsLeft = 0;
}
