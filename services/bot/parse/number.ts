/** A number as it is said: thousands apart, 12 digits that count, powers of ten where it is very large or small. */
export function sayNumber(value: number, language = 'en'): string {
  const rounded = Number(value.toPrecision(12));
  const size = Math.abs(rounded);
  if (size !== 0 && (size >= 1e15 || size < 1e-6)) return power(rounded);
  return plainOf(language).format(rounded).replace('-', '−');
}

/** Making one costs a hundred times what using it does; the rooms of a bot speak few languages. */
const formats = new Map<string, Intl.NumberFormat>();
const MOST = 20;

function plainOf(language: string): Intl.NumberFormat {
  const known = formats.get(language);
  if (known) return known;
  if (formats.size >= MOST) formats.clear();
  const made = new Intl.NumberFormat(language, { maximumSignificantDigits: 12 });
  formats.set(language, made);
  return made;
}

function power(value: number): string {
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits}×10^${exponent.replace('+', '')}`.replaceAll('-', '−');
}
