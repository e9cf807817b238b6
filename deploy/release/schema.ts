/** A JSON schema as Zod writes it (https://json-schema.org/draft/2020-12/schema), as far as we look into it. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly not?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly uniqueItems?: boolean;
  readonly format?: string;
  readonly pattern?: string;
  readonly contentEncoding?: string;
  /** Ours: whoever reads it refuses what is not so. Inputs are always checked; outputs where that changes them. */
  readonly checked?: boolean;
}

/** A schema without references at its top and without `allOf`, and every pattern that it has. */
export type Flat = Omit<Schema, '$ref' | 'allOf' | 'pattern'> & { readonly patterns: readonly string[] };

export const ANYTHING: Flat = { patterns: [] };

/** Follows a reference within `root` and takes what holds at once as one. */
export function flatten(schema: Schema, root: Schema): Flat {
  const { $ref, allOf = [], pattern, ...own } = schema;
  const first: Flat = { ...own, patterns: pattern === undefined ? [] : [pattern] };
  const others = [...($ref === undefined ? [] : [referred($ref, root)]), ...allOf];
  return others.reduce<Flat>((all, other) => both(all, flatten(other, root)), first);
}

/** What a reference leads to, or the schema itself. */
export function follow(schema: Schema, root: Schema): Schema {
  return schema.$ref === undefined ? schema : follow(referred(schema.$ref, root), root);
}

function referred(ref: string, root: Schema): Schema {
  if (ref === '#') return root;
  const name = ref
    .replace(/^#\/\$defs\//, '')
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  return root.$defs?.[name] ?? {};
}

function both(a: Flat, b: Flat): Flat {
  return {
    ...a,
    ...b,
    patterns: [...new Set([...a.patterns, ...b.patterns])],
    ...(a.properties && b.properties && { properties: { ...a.properties, ...b.properties } }),
    ...(a.required && b.required && { required: [...new Set([...a.required, ...b.required])] }),
    // Of two objects in one, each has fields that the other does not name.
    ...(a.properties &&
      b.properties &&
      a.additionalProperties !== b.additionalProperties && {
        additionalProperties: a.additionalProperties || b.additionalProperties || true,
      }),
  };
}

/** The ways in which a value may be as a schema says. */
export function members(flat: Flat, root: Schema): Flat[] {
  const { anyOf, oneOf, ...rest } = flat;
  const options = anyOf ?? oneOf;
  if (options === undefined) return [flat];
  return options.flatMap(option => members(both(rest, flatten(option, root)), root));
}

/** The same, and one by one where values are listed or types named. */
export function eachWay(flat: Flat, root: Schema): Flat[] {
  return members(flat, root).flatMap((one): Flat[] => {
    const values = valuesOf(one);
    if (values) return values.map(value => ({ patterns: [], const: value }));
    const types = typesOf(one) ?? [];
    return types.length > 1 ? types.map(type => ({ ...one, type })) : [one];
  });
}

export function isNever({ not }: Flat): boolean {
  return not !== undefined && Object.keys(not).length === 0;
}

/** The values that are all there are; undefined when there are more. */
export function valuesOf(flat: Flat): readonly unknown[] | undefined {
  return 'const' in flat ? [flat.const] : flat.enum;
}

/** The types of its values; undefined for any. */
export function typesOf(flat: Flat): readonly string[] | undefined {
  if (flat.type !== undefined) return [flat.type].flat();
  const values = valuesOf(flat);
  return values && [...new Set(values.map(typeOf))];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
