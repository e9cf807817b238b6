import type { z } from 'zod';

/** What a schema means for sending its values. */
export interface SchemaTraits {
  /** It may hold a Uint8Array, which travels as raw bytes. */
  readonly bytes: boolean;
  /** Parsing may give another value than it was given (defaults, transforms, coercion), so it must run everywhere. */
  readonly changes: boolean;
}

type Def = Record<string, unknown> & { type: string };

const LEAVES = new Set([
  ...[
    'string',
    'number',
    'int',
    'boolean',
    'bigint',
    'symbol',
    'undefined',
    'null',
    'void',
    'any',
    'unknown',
  ],
  ...['never', 'date', 'nan', 'enum', 'literal', 'template_literal', 'file', 'custom'],
]);
const CONTAINERS = new Set([
  ...['object', 'array', 'tuple', 'record', 'map', 'set', 'union', 'intersection', 'lazy'],
  ...['optional', 'nullable', 'nonoptional', 'readonly'],
]);

/** Walks a Zod schema once, when a contract is taken into use. What it does not know counts as changing. */
export function schemaTraits(schema: z.ZodType): SchemaTraits {
  const traits = { bytes: false, changes: false };
  visit(schema, traits, new Set());
  return traits;
}

function visit(schema: z.ZodType, traits: { bytes: boolean; changes: boolean }, seen: Set<unknown>): void {
  if (seen.has(schema)) return;
  seen.add(schema);
  const def = schema._zod.def as unknown as Def;
  if (schema._zod.bag['Class'] === Uint8Array) traits.bytes = true;
  if (!LEAVES.has(def.type) && !CONTAINERS.has(def.type)) traits.changes = true;
  if (def['coerce'] === true || overwrites(def)) traits.changes = true;
  for (const child of children(def)) visit(child, traits, seen);
}

/** Checks such as `.trim()` change the value they check. */
function overwrites(def: Def): boolean {
  const checks = (def['checks'] ?? []) as { _zod: { def: { check: string } } }[];
  return checks.some(check => check._zod.def.check === 'overwrite');
}

function children(def: Def): z.ZodType[] {
  const lazy = def.type === 'lazy' ? [(def['getter'] as () => z.ZodType)()] : [];
  const lists = [
    def['options'],
    def['items'],
    def.type === 'object' && Object.values(def['shape'] as object),
  ];
  const single = [
    'element',
    'innerType',
    'keyType',
    'valueType',
    'left',
    'right',
    'in',
    'out',
    'rest',
    'catchall',
  ];
  return [...single.map(name => def[name]), ...lists.filter(Array.isArray).flat(), ...lazy].filter(isSchema);
}

function isSchema(value: unknown): value is z.ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}
