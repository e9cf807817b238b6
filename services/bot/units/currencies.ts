import { z } from 'zod';
import type { Unit } from './units.ts';

/** Rates of exchange as the owner writes them down. */
export const Currencies = z.strictObject({
  /** How much of each currency is worth the same, by its code in ISO 4217: `{ EUR: 1, USD: 1.08, JPY: 162 }`. */
  rates: z.record(
    z.string().regex(/^[A-Z]{3}$/, 'must be a code of three capitals, such as EUR'),
    z.number().positive(),
  ),
  /** The day they are from, as YYYY-MM-DD: every answer tells it. */
  asOf: z.iso.date(),
});

export type Currencies = z.infer<typeof Currencies>;

/** Signs and names that stand for one currency nearly everywhere. */
const NAMES: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  euro: 'EUR',
  euros: 'EUR',
  dollar: 'USD',
  dollars: 'USD',
  'us dollars': 'USD',
  'pounds sterling': 'GBP',
  yen: 'JPY',
  rupees: 'INR',
};

/** The currency that somebody wrote, by its code, sign or name, when its rate is known. */
export function findCurrency(text: string, { rates }: Currencies): Unit | undefined {
  const written = text.trim().toLowerCase();
  const code = Object.hasOwn(NAMES, written) ? NAMES[written]! : written.toUpperCase();
  if (!Object.hasOwn(rates, code)) return undefined;
  const worth = rates[code]!;
  return {
    name: code,
    measure: 'money',
    toBase: quantity => quantity / worth,
    fromBase: quantity => quantity * worth,
  };
}
