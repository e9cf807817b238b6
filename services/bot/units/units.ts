import { convert, getMeasureKind, MeasureKind } from 'convert';

/** What a quantity is measured in. */
export interface Unit {
  /** As it is said after a number. */
  readonly name: string;
  /** Units of one measure can be converted into one another. */
  readonly measure: string;
  /** Into the base unit of the measure, and back. */
  toBase(quantity: number): number;
  fromBase(quantity: number): number;
}

type Known = Parameters<typeof convert>[1];

const BASES: ReadonlyMap<string, Known> = new Map<string, Known>([
  ['angle', 'degrees'],
  ['area', 'square meters'],
  ['data', 'bytes'],
  ['energy', 'joules'],
  ['force', 'newtons'],
  ['frequency', 'hertz'],
  ['illuminance', 'lux'],
  ['length', 'meters'],
  ['mass', 'grams'],
  ['power', 'watts'],
  ['pressure', 'pascals'],
  ['temperature', 'kelvin'],
  ['time', 'seconds'],
  ['volume', 'liters'],
]);

/** What people write for units that have another name in the table. A bare c is a temperature; cups are written out. */
const ALIASES: Readonly<Record<string, string>> = {
  c: 'C',
  f: 'F',
  k: 'K',
  hr: 'h',
  hrs: 'h',
  secs: 's',
  sec: 's',
  mins: 'min',
  ton: 'tonne',
  tons: 'tonnes',
  'fluid ounce': 'fl oz',
  'fluid ounces': 'fl oz',
  mbit: 'megabits',
  gbit: 'gigabits',
  kph: 'km/h',
  kmh: 'km/h',
  mph: 'mi/h',
  fps: 'ft/s',
  knot: 'nautical miles/h',
  knots: 'nautical miles/h',
  kn: 'nautical miles/h',
};

/** Units that the table lacks, in its units. */
const OTHERS: ReadonlyMap<string, readonly [factor: number, known: Known]> = new Map([
  ['cal', [4.184, 'joules']],
  ['calorie', [4184, 'joules']], // of food, as people mean it
  ['calories', [4184, 'joules']],
  ['kcal', [4184, 'joules']],
  ['mmhg', [133.322387415, 'pascals']],
  ['light year', [9_460_730_472_580_800, 'meters']],
  ['light years', [9_460_730_472_580_800, 'meters']],
] satisfies [string, readonly [number, Known]][]);

/** The unit that somebody wrote, by its sign or its name, or two of them as in `km/h`; undefined when it is none. */
export function findUnit(text: string): Unit | undefined {
  const written = text
    .trim()
    .replace(/\.$/, '')
    .replace(/^degrees? (?=[cfk]|\p{L}{3,})/iu, '');
  const lower = written.toLowerCase();
  const name = Object.hasOwn(ALIASES, lower) ? ALIASES[lower]! : written;
  const [above, below, ...more] = name.split(/\s*\/\s*|\s+per\s+/);
  if (below !== undefined && more.length === 0) return rate(written, simple(above!), simple(below));
  const found = simple(name);
  return found && { ...found, name: shown(written) };
}

function simple(text: string): Unit | undefined {
  for (const name of [text, text.toLowerCase()]) {
    const other = OTHERS.get(name);
    if (other) return made(name, other[1], other[0]);
    const kind = getMeasureKind(name);
    if (kind !== undefined) return made(name, name as Known, 1);
  }
  return undefined;
}

function made(name: string, known: Known, factor: number): Unit | undefined {
  const measure = MeasureKind[getMeasureKind(known)!]!.toLowerCase();
  const base = BASES.get(measure);
  if (base === undefined) return undefined;
  return {
    name,
    measure,
    toBase: quantity => Number(convert(quantity * factor, known).to(base as never)),
    fromBase: quantity => Number(convert(quantity, base).to(known as never)) / factor,
  };
}

/** So much in a time: its base is that of the one over that of the other. */
function rate(name: string, above: Unit | undefined, below: Unit | undefined): Unit | undefined {
  if (!above || !below || above.measure === 'temperature' || below.measure === 'temperature')
    return undefined;
  const factor = above.toBase(1) / below.toBase(1);
  return {
    name,
    measure:
      above.measure === 'length' && below.measure === 'time'
        ? 'speed'
        : `${above.measure} per ${below.measure}`,
    toBase: quantity => quantity * factor,
    fromBase: quantity => quantity / factor,
  };
}

const SIGNS: Readonly<Record<string, string>> = { c: '°C', f: '°F', celsius: '°C', fahrenheit: '°F', k: 'K' };

function shown(written: string): string {
  return Object.hasOwn(SIGNS, written.toLowerCase()) ? SIGNS[written.toLowerCase()]! : written;
}
