import { type DestinationStream, type Logger, pino } from 'pino';
import { sourceStack } from './source-stack.ts';

export type Log = Logger;

export interface LogOptions {
  /** `trace` to `fatal`, or `silent`. */
  level?: string;
  /** Where lines go; standard output unless given (tests collect them). */
  destination?: DestinationStream;
}

/** One JSON line per event on standard output; secrets are cut out by the names that carry them. */
export function createLog(options: LogOptions = {}): Log {
  return pino(
    {
      level: options.level ?? 'info',
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
      serializers: { err: serializeError },
      redact: {
        paths: [
          'password',
          'token',
          'secret',
          'authorization',
          'cookie',
          '*.password',
          '*.token',
          '*.secret',
          '*.authorization',
          '*.cookie',
        ],
        censor: '[redacted]',
      },
    },
    options.destination ?? pino.destination({ fd: 1, sync: true }),
  );
}

function serializeError(error: Error) {
  const serialized = pino.stdSerializers.err(error);
  return typeof serialized?.stack === 'string'
    ? { ...serialized, stack: sourceStack(serialized.stack) }
    : serialized;
}
