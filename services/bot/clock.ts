/** Making a formatter costs a hundred times what using it does; a chat room asks for few zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATTERS = 32;

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  if (formatters.size >= MAX_FORMATTERS) formatters.clear();
  const made = new Intl.DateTimeFormat('en-GB', {
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
  formatters.set(zone, made);
  return made;
}

/** A time as it is said in a zone: the clock, the day in words, and how far the zone is from UTC then. */
export function readClock(at: Date, zone: string): { clock: string; day: string; offset: string } {
  const part = Object.fromEntries(
    formatter(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return {
    clock: `${part['hour']}:${part['minute']}`,
    day: `${part['weekday']} ${part['day']} ${part['month']} ${part['year']}`,
    offset: (part['timeZoneName'] ?? 'UTC').replace('GMT', 'UTC'),
  };
}
