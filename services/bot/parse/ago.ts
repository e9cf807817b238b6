const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, milliseconds: number])[] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

const words = new Intl.RelativeTimeFormat('en');

/** How long ago something was, in its largest unit: `2 hours ago`. */
export function ago(at: Date, now: Date): string {
  const passed = now.getTime() - at.getTime();
  const [unit, size] = UNITS.find(([, milliseconds]) => passed >= milliseconds) ?? [];
  return unit === undefined ? 'just now' : words.format(-Math.floor(passed / size!), unit);
}

/** A stretch of time in its two largest units: `3 days 4 hours`. */
export function lasting(milliseconds: number): string {
  let left = milliseconds;
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    if (unit === 'month' || (count === 0 && parts.length === 0)) continue;
    left -= count * size;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  return parts.slice(0, 2).join(' ') || 'less than a minute';
}
