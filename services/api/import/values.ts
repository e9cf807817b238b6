/** A field as text; undefined when it is empty, null or no scalar. */
export function readText(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
  return text === '' || text === '~' || text === 'null' ? undefined : text;
}

/** A field as true or false in all the words that YAML 1.1 has for them. */
export function readFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = readText(value)?.toLowerCase();
  if (word === undefined) return undefined;
  if (['true', 'yes', 'on', 'y', '1'].includes(word)) return true;
  return ['false', 'no', 'off', 'n', '0'].includes(word) ? false : undefined;
}

/** A field as a list: a list, words with commas between, or words with spaces between as Jekyll reads them. */
export function readList(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(one => readText(one) ?? []);
  const text = readText(value);
  if (text === undefined) return [];
  const inBrackets = /^\[(.*)\]$/s.exec(text)?.[1] ?? text;
  const parts = inBrackets.includes(',') ? inBrackets.split(',') : inBrackets.split(/\s+/);
  return parts.map(part => part.trim().replace(/^(["'])(.*)\1$/, '$2')).filter(part => part !== '');
}
