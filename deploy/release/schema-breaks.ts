import { isDeepStrictEqual } from 'node:util';
import {
  ANYTHING,
  eachWay,
  type Flat,
  flatten,
  follow,
  isNever,
  members,
  type Schema,
  typesOf,
  valuesOf,
} from './schema.ts';

/** Why something that is sent is not taken. `sent` and `taken` are what the two sides say, undefined where one says nothing. */
export type Break =
  | { readonly kind: 'lacks' | 'unknown'; readonly path: string; readonly name: string }
  | { readonly kind: 'value'; readonly path: string; readonly value: string }
  | {
      readonly kind: 'differs';
      readonly path: string;
      /** A keyword of JSON schema; `type` for what it is at all. */
      readonly what: string;
      readonly sent: string | undefined;
      readonly taken: string | undefined;
    };

interface Sides {
  readonly sent: Schema;
  readonly taken: Schema;
  /** Whether the taker refuses what is not quite so, rather than read it as it comes. */
  readonly checked: boolean;
  /** Pairs that are being compared further out: what refers to itself is taken when all else of it is. */
  readonly seen: readonly (readonly [Schema, Schema])[];
}

/** What of a schema's values another does not take; none when it takes them all. */
export function schemaBreaks(path: string, sent: Schema, taken: Schema, checked: boolean): Break[] {
  return compare(path, sent, taken, { sent, taken, checked, seen: [] });
}

function compare(path: string, sent: Schema, taken: Schema, sides: Sides): Break[] {
  const pair = [follow(sent, sides.sent), follow(taken, sides.taken)] as const;
  if (sides.seen.some(([a, b]) => a === pair[0] && b === pair[1])) return [];
  const inner: Sides = { ...sides, seen: [...sides.seen, pair] };
  const takers = members(flatten(taken, sides.taken), sides.taken);
  return eachWay(flatten(sent, sides.sent), sides.sent).flatMap(one => byAny(path, one, takers, inner));
}

/** What one way of being meets where there are several: nothing when one takes it, else what the one most like it refuses. */
function byAny(path: string, sent: Flat, takers: readonly Flat[], sides: Sides): Break[] {
  const refusals = takers.map(taken => byOne(path, sent, taken, sides));
  if (refusals.some(refused => refused.length === 0)) return [];
  if (takers.length === 1) return refusals[0]!;
  const alike = refusals.filter((_refused, at) => isAlike(sent, takers[at]!, sides));
  if (alike.length === 0) return [{ kind: 'value', path, value: inWords(sent, sides.sent) }];
  return alike.toSorted((a, b) => a.length - b.length)[0]!;
}

/** Whether two are the same member of a union: of one type, and with one value in the fields that have listed ones. */
function isAlike(sent: Flat, taken: Flat, sides: Sides): boolean {
  const [a, b] = [typesOf(sent), typesOf(taken)];
  if (a && b && !a.some(type => b.includes(type))) return false;
  if (valuesOf(taken) && valuesOf(sent)) return false;
  return Object.entries(sent.properties ?? {}).every(([name, property]) => {
    const other = taken.properties?.[name];
    const [one, two] = [
      valuesOf(flatten(property, sides.sent)),
      other && valuesOf(flatten(other, sides.taken)),
    ];
    return !one || !two || one.some(value => has(two, value));
  });
}

function byOne(path: string, sent: Flat, taken: Flat, sides: Sides): Break[] {
  if (isNever(sent)) return [];
  if (isNever(taken)) return [{ kind: 'value', path, value: inWords(sent, sides.sent) }];
  const types = otherTypes(path, sent, taken);
  if (types.length > 0) return types;
  return [
    ...otherValues(path, sent, taken),
    ...(sides.checked ? otherBounds(path, sent, taken) : []),
    ...fields(path, sent, taken, sides),
    ...list(path, sent, taken, sides),
  ];
}

function otherTypes(path: string, sent: Flat, taken: Flat): Break[] {
  const [a, b] = [typesOf(sent), typesOf(taken)];
  if (b === undefined || a?.every(type => b.includes(type) || (type === 'integer' && b.includes('number'))))
    return [];
  const words = (types: readonly string[] | undefined) => types?.toSorted().join(' or ');
  return [{ kind: 'differs', path, what: 'type', sent: words(a), taken: words(b) }];
}

function otherValues(path: string, sent: Flat, taken: Flat): Break[] {
  const [a, b] = [valuesOf(sent), valuesOf(taken)];
  if (b === undefined) return [];
  if (a === undefined) {
    const only = b.map(value => JSON.stringify(value)).join(', ');
    return [{ kind: 'differs', path, what: 'enum', sent: undefined, taken: only }];
  }
  return a
    .filter(value => !has(b, value))
    .map(value => ({ kind: 'value', path, value: JSON.stringify(value) }));
}

const LENGTHS = [
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
] as const;
const SAME = ['format', 'contentEncoding', 'uniqueItems'] as const;

/** Bounds of values that are listed are for whoever lists them to keep. */
function otherBounds(path: string, sent: Flat, taken: Flat): Break[] {
  if (valuesOf(sent)) return [];
  const differs = (what: string, a: unknown, b: unknown): Break => ({
    kind: 'differs',
    path,
    what,
    sent: a === undefined ? undefined : String(a),
    taken: String(b),
  });
  const step = taken.multipleOf;
  return [
    ...LENGTHS.flatMap(([least, most]) => [
      ...((sent[least] ?? 0) < (taken[least] ?? 0) ? [differs(least, sent[least], taken[least])] : []),
      ...((sent[most] ?? Infinity) > (taken[most] ?? Infinity)
        ? [differs(most, sent[most], taken[most])]
        : []),
    ]),
    ...(isBelow(least(sent), least(taken))
      ? [differs('minimum', inOne(least(sent)), inOne(least(taken)))]
      : []),
    ...(isBelow(negative(most(sent)), negative(most(taken)))
      ? [differs('maximum', inOne(most(sent)), inOne(most(taken)))]
      : []),
    ...SAME.filter(key => taken[key] && taken[key] !== sent[key]).map(key =>
      differs(key, sent[key], taken[key]),
    ),
    ...(step !== undefined && (sent.multipleOf === undefined || sent.multipleOf % step !== 0)
      ? [differs('multipleOf', sent.multipleOf, step)]
      : []),
    ...taken.patterns
      .filter(pattern => !sent.patterns.includes(pattern))
      .map(pattern => differs('pattern', sent.patterns.join(' and ') || undefined, pattern)),
  ];
}

/** Where numbers begin, and whether that one is left out. */
type Edge = readonly [value: number, open: boolean] | undefined;

function least({ minimum, exclusiveMinimum }: Flat): Edge {
  if (exclusiveMinimum === undefined) return minimum === undefined ? undefined : [minimum, false];
  return minimum !== undefined && minimum > exclusiveMinimum ? [minimum, false] : [exclusiveMinimum, true];
}

function most({ maximum, exclusiveMaximum }: Flat): Edge {
  if (exclusiveMaximum === undefined) return maximum === undefined ? undefined : [maximum, false];
  return maximum !== undefined && maximum < exclusiveMaximum ? [maximum, false] : [exclusiveMaximum, true];
}

function isBelow(a: Edge, b: Edge): boolean {
  if (b === undefined) return false;
  return a === undefined || a[0] < b[0] || (a[0] === b[0] && b[1] && !a[1]);
}

function negative(edge: Edge): Edge {
  return edge && [-edge[0], edge[1]];
}

function inOne(edge: Edge): string | undefined {
  return edge && (edge[1] ? `${edge[0]}, without it` : String(edge[0]));
}

function fields(path: string, sent: Flat, taken: Flat, sides: Sides): Break[] {
  const lacking = (taken.required ?? []).filter(name => !(sent.required ?? []).includes(name));
  const known = Object.entries(sent.properties ?? {}).flatMap(([name, schema]): Break[] => {
    const taker = taken.properties?.[name] ?? taken.additionalProperties;
    if (taker === false) return sides.checked ? [{ kind: 'unknown', path, name }] : [];
    return typeof taker === 'object' ? compare(`${path}.${name}`, schema, taker, sides) : [];
  });
  return [
    ...lacking.map((name): Break => ({ kind: 'lacks', path, name })),
    ...known,
    ...others(path, sent, taken, sides),
  ];
}

/** Of an object whose fields have any name. */
function others(path: string, sent: Flat, taken: Flat, sides: Sides): Break[] {
  const { additionalProperties: value } = sent;
  if (typeof value !== 'object') return [];
  if (taken.additionalProperties === false)
    return sides.checked ? [{ kind: 'unknown', path, name: 'fields of other names' }] : [];
  const named = Object.entries(taken.properties ?? {}).filter(([name]) => !sent.properties?.[name]);
  return [
    ...(typeof taken.additionalProperties === 'object'
      ? compare(`${path}{}`, value, taken.additionalProperties, sides)
      : []),
    ...named.flatMap(([name, schema]) => compare(`${path}.${name}`, value, schema, sides)),
    ...(taken.propertyNames
      ? compare(`${path} (names)`, sent.propertyNames ?? ANYTHING, taken.propertyNames, sides)
      : []),
  ];
}

function list(path: string, sent: Flat, taken: Flat, sides: Sides): Break[] {
  const [a, b] = [sent.prefixItems ?? [], taken.prefixItems ?? []];
  const places = Math.max(a.length, b.length);
  const item = (rest: Schema | false | undefined): Schema => (rest === false ? { not: {} } : (rest ?? {}));
  const each = Array.from({ length: places }, (_place, at) =>
    compare(`${path}[${at}]`, a[at] ?? item(sent.items), b[at] ?? item(taken.items), sides),
  );
  if (sent.items === undefined && taken.items === undefined) return each.flat();
  return [...each.flat(), ...compare(`${path}[]`, item(sent.items), item(taken.items), sides)];
}

function has(values: readonly unknown[], value: unknown): boolean {
  return values.some(other => isDeepStrictEqual(other, value));
}

/** A member of a union by what tells it from the others. */
function inWords(flat: Flat, root: Schema): string {
  if ('const' in flat) return JSON.stringify(flat.const);
  const own = Object.entries(flat.properties ?? {}).flatMap(([name, schema]) => {
    const value = valuesOf(flatten(schema, root));
    return value?.length === 1 ? [`${name}: ${JSON.stringify(value[0])}`] : [];
  });
  return own.length > 0 ? `{ ${own.join(', ')} }` : (typesOf(flat)?.join(' or ') ?? 'anything');
}
