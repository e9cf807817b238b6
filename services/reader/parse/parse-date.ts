/**
 * First letters of each month in English, as the standards want, and in Portuguese, Spanish, French, Italian, German, Dutch,
 * Russian, Polish, Turkish, Greek and Hungarian.
 */
const MONTHS = [
  /^(?:jan|ene|gen|jän|янв|sty|oca|ιαν)/i,
  /^(?:feb|fev|fév|фев|lut|şub|φεβ)/i,
  /^(?:mar|mär|mrt|maa|мар|μ[αά]ρ|μ[αά][ωώ]|már)/i,
  /^(?:apr|abr|avr|апр|kwi|nis|απρ|ápr)/i,
  /^(?:may|mai|mag|mei|maj|ма[йя]|μ[αά][ιϊΐ]|máj)/i,
  /^(?:jun|giu|juin|июн|cze|haz|ιο[υύ]?ν|jún)/i,
  /^(?:jul|lug|juil|июл|lip|tem|ιο[υύ]?λ|júl)/i,
  /^(?:aug|ago|aou|aoû|авг|sie|ağu|α[υύ]γ)/i,
  /^(?:sep|set|сен|wrz|eyl|σεπ|sze)/i,
  /^(?:oct|out|ott|okt|окт|paź|eki|οκτ)/i,
  /^(?:nov|ноя|lis|kas|νο[εέ])/i,
  /^(?:dec|dez|dic|déc|дек|gru|ara|δεκ)/i,
];

/** Hours from UTC of the names that feeds use; RFC 822 defines the American ones and the rest are common practice. */
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  west: 1,
  bst: 1,
  cet: 1,
  met: 1,
  cest: 2,
  mest: 2,
  eet: 2,
  sast: 2,
  eest: 3,
  msk: 3,
  ist: 5.5,
  hkt: 8,
  awst: 8,
  jst: 9,
  kst: 9,
  acst: 9.5,
  aest: 10,
  aedt: 11,
  nzst: 12,
  nzdt: 13,
  brt: -3,
  art: -3,
  adt: -3,
  ast: -4,
  edt: -4,
  est: -5,
  cdt: -5,
  cst: -6,
  mdt: -6,
  mst: -7,
  pdt: -7,
  pst: -8,
  akdt: -8,
  akst: -9,
  hst: -10,
};

const ISO =
  /^(\d{4})-?(\d{2})(?:-?(\d{2}))?(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)?\s*([a-z]+|[+-]\d{1,2}:?\d{0,2})?$/i;
/** `2024-032`, the day of the year (ISO 8601, 5.2.2). */
const ORDINAL =
  /^(\d{4})-?(\d{3})(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)?\s*([a-z]+|[+-]\d{1,2}:?\d{0,2})?$/i;
/** `2024/1/2`, and `2024年1月2日` once its numerals are parted like this. */
const YEAR_FIRST =
  /^(?:[a-z]{3,9},?\s+)?(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\.?(?:\s+(\d{1,2}):(\d{1,2})(?::(\d{2}))?\s*([ap]m)?)?\s*([a-z]+|[+-]\d{1,2}:?\d{0,2})?$/i;
/** `1/2/2024`: Americans, who write it so, put the month first; a day that is no month is one. */
const SLASHED =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?)?\s*([a-z]+|[+-]\d{1,2}:?\d{0,2})?$/i;
/** `2004-július-13T9:15-05:00`, `2024 Jan 2`. */
const YEAR_THEN_NAME =
  /^(\d{4})[-.\s]+(\p{L}{3,12})\.?[-\s]+(\d{1,2})\.?(?:,?[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*([a-z]+|[+-]\d{1,2}:?\d{0,2})?$/iu;
/** `2.1.2024`: with full stops the day always comes first. */
const DAY_FIRST = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?/;
const RFC_822 =
  /^(?:[^\d\s]+(?:,\s*|\s+))?(\d{1,2})[\s-]+(\p{L}{3,12})\.?,?[\s-]+(\d{4}|\d{2})(?:,?\s+(\d{1,2}):?(\d{2})(?::(\d{2}))?(?:\.\d+)?)?\s*((?:gmt|utc)?[+-]\d{1,2}:?\d{0,2}|[a-z]+)?/iu;
/** C's asctime and the American order: `Mon Jan 2 15:04:05 MST 2006`, `January 2, 2006 15:04`. */
const MONTH_FIRST =
  /^(?:[a-z]{3,9},?\s+)?([a-z]{3,12})\.?\s+(\d{1,2}),?\s+(?:(\d{4})\s*[,–-]?\s*)?(?:(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(am|pm)?\s*([a-z]{1,5}|[+-]\d{2}:?\d{2})?\s*(\d{4})?$/i;

/**
 * A time in any of the shapes that feeds write: RFC 822 and 2822 with named, military and wrong zones and two-digit years,
 * RFC 3339 and its loose relatives, days of the year, asctime, numbers in other orders, and seconds since the epoch. Without a zone it is UTC. Undefined when it
 * cannot be read or lies before 1970 or after 9999.
 */
export function parseDate(text: string | undefined): Date | undefined {
  // Some add a Z to the zone that is there.
  const value = text
    ?.trim()
    .slice(0, 100)
    .replace(/([+-]\d\d:?\d\d)Z$/, '$1');
  if (!value) return undefined;
  if (/^\d{10}(?:\.\d+)?$/.test(value)) return new Date(Number(value) * 1000);
  if (/^\d{13}$/.test(value)) return new Date(Number(value));
  return (
    readIso(value) ??
    readOrdinal(value) ??
    readRfc822(value) ??
    readMonthFirst(value) ??
    readYearThenName(value) ??
    readNumbers(value)
  );
}

const BEFORE_NOON = /\s*(?:오전|上午|午前)\s*/;
const AFTER_NOON = /\s*(?:오후|下午|午後)\s*/;

/** Orders of numbers that no standard has, with the signs of Chinese, Japanese and Korean. */
function readNumbers(value: string): Date | undefined {
  const half = AFTER_NOON.test(value) ? 'pm' : BEFORE_NOON.test(value) ? 'am' : undefined;
  const plain = value
    .replace(half === 'pm' ? AFTER_NOON : BEFORE_NOON, ' ')
    .replace(/\s*[年月년월]\s*/g, '-')
    .replace(/\s*[日일]\s*/, ' ')
    .replace(/(\d)\.\s+(?=\d{1,2}\.)/g, '$1.')
    .replace(/\s*[時时点시]\s*(?=\d)/, ':')
    .replace(
      /(\d)[分분](?:\s*(\d{1,2})[秒초])?/,
      (_, minute, second) => minute + (second ? `:${second}` : ''),
    )
    .trim();
  const match = YEAR_FIRST.exec(plain);
  if (match) {
    const [, year, month, day, hour, minute, second, latin, zone] = match;
    return make(year, Number(month) - 1, day, ofTwelve(hour, half ?? latin), minute, second, zone);
  }
  return readSlashed(plain) ?? readDotted(plain);
}

function readSlashed(value: string): Date | undefined {
  const match = SLASHED.exec(value);
  if (!match) return undefined;
  const [, first, second, year = '', hour, minute, seconds, half, zone] = match;
  const [month, day] = Number(first) > 12 ? [second, first] : [first, second];
  return make(fullYear(year), Number(month) - 1, day, ofTwelve(hour, half), minute, seconds, zone);
}

function readYearThenName(value: string): Date | undefined {
  const match = YEAR_THEN_NAME.exec(value);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, zone] = match;
  return make(year, monthOf(month), day, hour, minute, second, zone);
}

/** The first of January and so many days less one; a year has no more than it has. */
function readOrdinal(value: string): Date | undefined {
  const match = ORDINAL.exec(value);
  if (!match) return undefined;
  const [, year, ordinal, hour, minute, second, zone] = match;
  const day = new Date(Date.UTC(Number(year), 0, Number(ordinal)));
  if (Number(ordinal) === 0 || day.getUTCFullYear() !== Number(year)) return undefined;
  return make(year, day.getUTCMonth(), String(day.getUTCDate()), hour, minute, second, zone);
}

function readDotted(plain: string): Date | undefined {
  const european = DAY_FIRST.exec(plain);
  if (!european) return undefined;
  const [, day, month, year, hour, minute, second] = european;
  return make(year, Number(month) - 1, day, hour, minute, second);
}

function readIso(value: string): Date | undefined {
  const match = ISO.exec(value);
  if (!match) return undefined;
  const [, year, month, day = '1', hour, minute, second, zone] = match;
  return make(year, Number(month) - 1, day, hour, minute, second, zone);
}

function readRfc822(value: string): Date | undefined {
  const match = RFC_822.exec(value);
  if (!match) return undefined;
  const [, day, month, year = '', hour, minute, second, zone] = match;
  return make(fullYear(year), monthOf(month), day, ofTwelve(hour, zone), minute, second, zone);
}

function readMonthFirst(value: string): Date | undefined {
  const match = MONTH_FIRST.exec(value);
  if (!match) return undefined;
  const [, month, day, early, hour, minute, second, half, zone, late] = match;
  return make(early ?? late, monthOf(month), day, ofTwelve(hour, half), minute, second, zone);
}

/** An hour before or after noon; the hour as it is without either. */
function ofTwelve(hour: string | undefined, half: string | undefined): string | undefined {
  if (hour === undefined || !/^[ap]m$/i.test(half ?? '')) return hour;
  return String((Number(hour) % 12) + (/^p/i.test(half!) ? 12 : 0));
}

function make(
  year: string | undefined,
  month: number,
  day: string | undefined,
  hour = '0',
  minute = '0',
  second = '0',
  zone?: string,
): Date | undefined {
  const fields = [year, day, hour, minute, second].map(Number) as [number, number, number, number, number];
  if (month < 0 || month > 11 || fields[1] < 1 || fields[1] > 31 || fields[2] > 24 || fields[3] > 59)
    return undefined;
  const local = Date.UTC(fields[0], month, fields[1], fields[2], fields[3], Math.min(fields[4], 59));
  const time = new Date(local - offset(zone));
  return time.getTime() > 0 && time.getUTCFullYear() <= 9999 ? time : undefined;
}

/** Milliseconds east of UTC; a zone that nobody knows counts as UTC rather than losing the date. */
function offset(zone: string | undefined): number {
  if (zone === undefined) return 0;
  const digits = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (!digits) return (ZONES[zone.toLowerCase()] ?? 0) * 3_600_000;
  const minutes = Number(digits[2]) * 60 + Number(digits[3] ?? 0);
  return (digits[1] === '-' ? -minutes : minutes) * 60_000;
}

function monthOf(name: string | undefined): number {
  return MONTHS.findIndex(month => month.test(name ?? ''));
}

/** RFC 2822, 4.3: two digits up to 49 are of this century. */
function fullYear(year: string): string {
  if (year.length !== 2) return year;
  return String(Number(year) + (Number(year) < 50 ? 2000 : 1900));
}
