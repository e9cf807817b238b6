/** A number as it is said: thousands apart, 12 digits that count, powers of ten where it is very large or small. */
export function sayNumber(value: number): string {
  const rounded = Number(value.toPrecision(12));
  const size = Math.abs(rounded);
  if (size !== 0 && (size >= 1e15 || size < 1e-6)) return power(rounded);
  return plain.format(rounded).replace('-', '−');
}

const plain = new Intl.NumberFormat('en', { maximumSignificantDigits: 12 });

function power(value: number): string {
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits}×10^${exponent.replace('+', '')}`.replaceAll('-', '−');
}
