const UNITS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Seconds as people say them: `3 hours`, in the largest unit of which there are two, or one of exactly. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [name, size] =
    UNITS.find(([, unit]) => whole >= 2 * unit || (whole >= unit && whole % unit === 0)) ?? UNITS.at(-1)!;
  const count = Math.round(whole / size);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** `2026-03-02 10:00 UTC` */
export function when(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
