import type { ClientConfig } from 'pg';
import pg from 'pg';
import { AppError } from '../errors.ts';

/** bigint and count(*): https://www.postgresql.org/docs/15/datatype-numeric.html */
const INT8 = 20;
const DATE = 1082;

/**
 * `pg` settings for a connection string. `sslmode` means what it means to libpq and to every hosting service that hands
 * out a DATABASE_URL: `require` encrypts, `verify-full` also checks the certificate.
 */
export function connectionConfig(url: string, schema?: string): ClientConfig {
  return {
    connectionString: libpqSemantics(url),
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: schema ? `croft ${schema}` : 'croft',
    ...(schema ? { options: `-c search_path=${schema},public` } : {}),
    types: { getTypeParser },
  };
}

/** The connection string with libpq's meaning of `sslmode`. Throws `AppError` `invalid` when it is none. */
export function libpqSemantics(url: string): string {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol))
    throw new AppError('invalid', 'DATABASE_URL must look like postgres://user:password@host:5432/name.');
  return /[?&]sslmode=/.test(url) && !/[?&]uselibpqcompat=/.test(url) ? `${url}&uselibpqcompat=true` : url;
}

/** Whole numbers come as numbers, dates without a time as the text they are; the rest as `pg` gives it. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') => {
  if (format !== 'binary' && oid === INT8) return wholeNumber;
  if (format !== 'binary' && oid === DATE) return (text: string) => text;
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
};

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a JavaScript number.`);
  return value;
}
