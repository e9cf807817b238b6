import { AppError } from '../errors.ts';
import { decodeBody, encodeBody } from './body.ts';
import { jsonCodec } from './codec.ts';
import { parseInput, parseOutput, type Served } from './served.ts';
import { errorFields, readError } from './wire.ts';

/** How values get from a caller to a handler in the same process and back. */
export interface Passage {
  input(served: Served, value: unknown): unknown;
  output(served: Served, value: unknown): unknown;
  error(error: AppError): AppError;
}

/** As they are. Only schemas that change values (defaults, transforms) are run, since their handlers rely on it. */
export const byReference: Passage = {
  input: (served, value) => (served.inputTraits.changes ? parseInput(served, value) : value),
  output: (served, value) =>
    served.outputTraits.changes ? parseOutput(served.title, served.output, value) : value,
  error: error => error,
};

/** Encoded, decoded and validated both ways, so that tests in one process find what a split would break. */
export const byEncoding: Passage = {
  input: (served, value) => parseInput(served, roundTrip(served.title, value, served.inputTraits.bytes)),
  output: (served, value) =>
    parseOutput(served.title, served.output, roundTrip(served.title, value, served.outputTraits.bytes)),
  error: error => readError(errorFields(error), 0),
};

/** A value as it arrives after a journey. Throws an AppError `internal` when it cannot travel. */
export function roundTrip(title: string, value: unknown, bytes: boolean): unknown {
  try {
    const message = value === undefined ? [] : [value];
    if (bytes) return decodeBody(Buffer.concat(encodeBody(message)))[0];
    return (JSON.parse(jsonCodec.encode(message)) as unknown[])[0];
  } catch (cause) {
    throw new AppError('internal', `A value of ${title} cannot be sent: it is not JSON.`, { cause });
  }
}
