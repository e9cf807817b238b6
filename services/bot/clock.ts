/** Making a formatter costs a hundred times what using it does; a chat room asks for few zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATTERS = 32;

function formatter(zone: string, language: string): Intl.DateTimeFormat {
  const key = `${language} ${zone}`;
  const known = formatters.get(key);
  if (known) return known;
  if (formatters.size >= MAX_FORMATTERS) formatters.clear();
  const made = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  });
  formatters.set(key, made);
  return made;
}

/** A time as it is said in a zone: the clock, the day in words of the language, and how far the zone is from UTC then. */
export function readClock(
  at: Date,
  zone: string,
  language = 'en-GB',
): { clock: string; day: string; offset: string } {
  const parts = formatter(zone, language).formatToParts(at);
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return {
    clock: `${part['hour']}:${part['minute']}`,
    day: dayOf(parts, language),
    offset: (part['timeZoneName'] ?? 'UTC').replace('GMT', 'UTC'),
  };
}

/** The day with what its language puts between its parts; what belongs to the clock goes. */
function dayOf(parts: readonly Intl.DateTimeFormatPart[], language: string): string {
  const first = parts.findIndex(({ type }) => DAY.has(type));
  const last = parts.findLastIndex(({ type }) => DAY.has(type));
  const day = parts
    .slice(first, last + 1)
    .map(({ value }) => value)
    .join('');
  return language === 'en-GB' ? day.replaceAll(',', '') : day;
}

const DAY = new Set(['weekday', 'day', 'month', 'year', 'era']);
