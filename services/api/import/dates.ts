const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The zones that RFC 2822 names, in hours; people write them in front matter too. */
const ZONES: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  ut: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  cet: 1,
  cest: 2,
  bst: 1,
};

const TIME = String.raw`(?:[T\s,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(am|pm)?)?`;
const ZONE = String.raw`\s*([+-]\d{1,2}(?::?\d{2})?|[a-z]{1,4})?(?:\s*\([a-z ]+\))?`;

/** 2024-01-31, 2024/1/31 and 2024.01.31, as ISO 8601, YAML 1.1 and 1.2, TOML and Jekyll write them. */
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}${ZONE}$`, 'i');
/** Wed, 31 Jan 2024 and 31 January 2024. */
const DAY_FIRST = new RegExp(
  String.raw`^(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s-]([a-z]{3,9})\.?,?[\s-](\d{4})${TIME}${ZONE}$`,
  'i',
);
/** January 31, 2024 and Wed Jan 31 2024. */
const MONTH_FIRST = new RegExp(
  String.raw`^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${TIME}${ZONE}$`,
  'i',
);

/**
 * A date from front matter as an ISO time in UTC; undefined when it is none, such as February 30. A time without a zone is
 * taken as UTC, and a date without a time as its midnight. Whole numbers are seconds, or milliseconds when as large, since 1970.
 */
export function readDate(value: unknown): string | undefined {
  if (value instanceof Date) return readDate(Number.isNaN(value.getTime()) ? '' : value.toISOString());
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim().replace(/\s+/g, ' ');
  if (/^\d{9,13}$/.test(text)) return fromEpoch(Number(text));
  const first = YEAR_FIRST.exec(text);
  if (first) return build(Number(first[1]), Number(first[2]), Number(first[3]), first.slice(4));
  const day = DAY_FIRST.exec(text);
  if (day) return build(Number(day[3]), month(day[2]!), Number(day[1]), day.slice(4));
  const named = MONTH_FIRST.exec(text);
  if (named) return build(Number(named[3]), month(named[1]!), Number(named[2]), named.slice(4));
  return undefined;
}

function fromEpoch(value: number): string | undefined {
  const time = Math.abs(value) >= 100_000_000_000 ? value : value * 1000;
  return Number.isFinite(time) && Math.abs(time) < 8e15 ? new Date(time).toISOString() : undefined;
}

function month(name: string): number {
  const at = MONTHS.indexOf(name.slice(0, 3).toLowerCase());
  return at + 1;
}

function build(year: number, month: number, day: number, time: (string | undefined)[]): string | undefined {
  const [hours = '0', minutes = '0', seconds = '0', fraction = '0', half, zone] = time;
  const hour =
    half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  const offset = zoneMinutes(zone);
  if (offset === undefined || hour > 23 || Number(minutes) > 59 || Number(seconds) > 60) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (year === 0 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  date.setUTCHours(
    hour,
    Number(minutes) - offset,
    Number(seconds),
    Math.floor(Number(`0.${fraction}`) * 1000),
  );
  return date.getUTCFullYear() > 0 && date.getUTCFullYear() < 10_000 ? date.toISOString() : undefined;
}

/** Minutes east of UTC; undefined for a zone that is not known. */
function zoneMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined) return 0;
  const numeric = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (!numeric) return Object.hasOwn(ZONES, zone.toLowerCase()) ? ZONES[zone.toLowerCase()]! * 60 : undefined;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
  if (minutes > 15 * 60) return undefined;
  return numeric[1] === '-' ? -minutes : minutes;
}
