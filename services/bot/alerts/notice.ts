import { z } from 'zod';
import type { Trouble } from './troubles.ts';

/** What is remembered of a trouble from one look to the next; times are milliseconds since 1970. */
export const Noted = z.object({
  key: z.string(),
  /** When it was found first. */
  since: z.number(),
  /** When its room was told of it last. */
  told: z.number().optional(),
  /** When it was missed first, of one that was told; whether that has been said. */
  gone: z.number().optional(),
  ended: z.boolean().optional(),
  over: z.string().optional(),
});
export type Noted = z.infer<typeof Noted>;

/** Milliseconds for which what comes and goes is not told again. */
const QUIET_MS = 15 * 60_000;

/**
 * What there is to say after a look, and to remember until the next. A trouble is told when two looks in a row have found it, and
 * that it is over when two have missed it.
 */
export function notice(
  before: readonly Noted[],
  troubles: readonly Trouble[],
  now: number,
): { noted: Noted[]; say: { id: string; text: string }[] } {
  const known = new Map(before.map(noted => [noted.key, noted]));
  const found = new Set(troubles.map(({ key }) => key));
  const say: { id: string; text: string }[] = [];
  const noted: Noted[] = [];
  for (const { key, text, over } of troubles) {
    const last = known.get(key);
    const { since, told } = last === undefined || last.ended ? { since: now, told: last?.told } : last;
    const isTold = told !== undefined && told >= since;
    const tells = since < now && !isTold && (told === undefined || now - told >= QUIET_MS);
    if (tells) say.push({ id: `${key} since ${since}`, text: text.replace('{for}', lasting(now - since)) });
    noted.push({ key, since, told: tells ? now : told, over });
  }
  for (const last of before) {
    if (found.has(last.key) || last.told === undefined) continue;
    const { key, since, told, gone, over } = last;
    const ends = !last.ended && gone !== undefined;
    // One that came again in its quiet time, and was not told again, does not end in words either.
    if (ends && over && told >= since)
      say.push({ id: `${key} over ${since}`, text: over.replace('{for}', lasting(now - since)) });
    if (!last.ended || now - told < QUIET_MS)
      noted.push({ ...last, gone: gone ?? now, ended: last.ended || ends });
  }
  return { noted, say };
}

function lasting(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
