/** Formatters are slow to make (about 50 µs) and few: one for each language and style. */
const formatters = new Map<string, Intl.DateTimeFormat>();

const STYLES = {
  /** 24 November 2026 */
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  /** 24 Nov 2026 */
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  /** 24 Nov */
  day: { day: 'numeric', month: 'short' },
  /** November */
  month: { month: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Days as they were written lately: a thread says the same few again and again. */
const written = new Map<string, string>();
const MOST_WRITTEN = 500;

/** A date in the site's language, in UTC like the day that the permalinks and the archive go by. `time` is RFC 3339 in UTC. */
export function formatDate(time: string, language: string, style: keyof typeof STYLES): string {
  const day = time.slice(0, 10);
  const key = `${language} ${style} ${day}`;
  let text = written.get(key);
  if (text === undefined) {
    text = formatterOf(language, style).format(new Date(day));
    if (written.size >= MOST_WRITTEN) written.clear();
    written.set(key, text);
  }
  return text;
}

function formatterOf(language: string, style: keyof typeof STYLES): Intl.DateTimeFormat {
  const key = `${language} ${style}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat(knownLanguage(language), { ...STYLES[style], timeZone: 'UTC' });
    formatters.set(key, formatter);
  }
  return formatter;
}

/** The language if Intl takes it. `en` alone would write the month first, which half of its readers misread in short dates. */
function knownLanguage(language: string): string {
  if (language === 'en') return 'en-GB';
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en-GB';
  } catch {
    return 'en-GB';
  }
}

/** `1 post`, `2 posts`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** A word with its indefinite article, by its first letter: "an editor". */
export function withArticle(word: string): string {
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
}
