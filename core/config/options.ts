import { z } from 'zod';
import { AppError } from '../errors.ts';

/** One option: its schema, its default, what it means, and the environment variable that sets it, if one does. */
export interface Option<T = unknown> {
  readonly schema: z.ZodType<T>;
  readonly default: T;
  readonly about: string;
  readonly env?: string;
}

/** A section of the configuration: every option spelled once, under the name it has in `croft.config.ts`. */
export type OptionTable = Readonly<Record<string, Option>>;

export type Values<T extends OptionTable> = {
  readonly [K in keyof T]: T[K] extends Option<infer V> ? V : never;
};

/** What a section may look like in `croft.config.ts`: any of its options, the rest keep their defaults. */
export type Settings<T extends OptionTable> = {
  -readonly [K in keyof T]?: T[K] extends Option<infer V> ? V : never;
};

export function option<T>(shape: {
  schema: z.ZodType<T>;
  default: NoInfer<T>;
  about: string;
  env?: string;
}): Option<T> {
  return shape;
}

/** Seconds, as a whole number. */
export function seconds(min: number, max: number): z.ZodType<number> {
  return z.number().int().min(min).max(max);
}

/**
 * The values of one section: the environment first, then the file, then the default.
 * Throws `invalid` with one readable line that names the option when a value is wrong or an option unknown.
 */
export function readSection<T extends OptionTable>(
  section: string,
  table: T,
  file: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): Values<T> {
  for (const name of Object.keys(file)) {
    if (!Object.hasOwn(table, name)) {
      throw new AppError(
        'invalid',
        `croft.config.ts: ${section}.${name} is not an option. Known here: ${Object.keys(table).join(', ')}.`,
      );
    }
  }
  const values: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(table))
    values[name] = readOption(section, name, entry, file[name], env);
  return values as Values<T>;
}

function readOption(
  section: string,
  name: string,
  entry: Option,
  fromFile: unknown,
  env: Readonly<Record<string, string | undefined>>,
): unknown {
  const text = entry.env === undefined ? undefined : env[entry.env];
  if (text !== undefined && text !== '')
    return check(entry, fromText(text, entry.schema), `${entry.env} is "${text}", but`);
  if (fromFile !== undefined) return check(entry, fromFile, `croft.config.ts: ${section}.${name}:`);
  return entry.default;
}

/** Environment values are text: numbers and booleans are read as such where the schema asks for them, and lists split at spaces or commas. */
function fromText(text: string, schema: z.ZodType): unknown {
  const asked = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  if (asked instanceof z.ZodNumber) return text.trim() === '' ? Number.NaN : Number(text);
  if (asked instanceof z.ZodBoolean)
    return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text;
  if (asked instanceof z.ZodArray) return text.split(/[\s,]+/).filter(Boolean);
  return text;
}

function check(entry: Option, value: unknown, said: string): unknown {
  const result = entry.schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.join('.')}` : '';
  throw new AppError('invalid', `${said} ${issue?.message ?? 'is wrong'}${where}. (${entry.about})`);
}
