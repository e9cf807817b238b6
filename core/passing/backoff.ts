/** Milliseconds to wait before try number `attempt` (from 0): doubling, and spread so that many do not come at once. */
export function backoff(attempt: number, limits: { first: number; most: number }): number {
  const whole = Math.min(limits.most, limits.first * 2 ** Math.min(attempt, 30));
  return whole / 2 + Math.random() * (whole / 2);
}
