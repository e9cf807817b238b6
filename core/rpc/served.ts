import type { z } from 'zod';
import { AppError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import { MethodMetrics } from './call-metrics.ts';
import type { Call, Contract } from './contract.ts';
import { type SchemaTraits, schemaTraits } from './schema.ts';

/** One method or stream ready to run, with everything about it looked up. */
export interface Served {
  /** `api.getPost` */
  readonly title: string;
  readonly handler: (input: unknown, call: Call) => unknown;
  readonly input: z.ZodType;
  /** Of a method's output or a stream's items. */
  readonly output: z.ZodType;
  readonly inputTraits: SchemaTraits;
  readonly outputTraits: SchemaTraits;
  readonly metrics: MethodMetrics;
  /** Milliseconds; Infinity for streams. */
  readonly timeout: number;
}

export interface ServedContract {
  readonly methods: ReadonlyMap<string, Served>;
  readonly streams: ReadonlyMap<string, Served>;
}

/** Throws a TypeError when the implementation lacks a method or stream. */
export function prepareContract(
  contract: Contract,
  implementation: object,
  metrics: Metrics,
): ServedContract {
  const prepare = (name: string, input: z.ZodType, output: z.ZodType, timeout: number): [string, Served] => {
    const handler = (implementation as Record<string, unknown>)[name];
    const title = `${contract.service}.${name}`;
    if (typeof handler !== 'function')
      throw new TypeError(`${title} is in the contract but not implemented.`);
    return [
      name,
      {
        title,
        handler: handler.bind(implementation) as Served['handler'],
        input,
        output,
        inputTraits: schemaTraits(input),
        outputTraits: schemaTraits(output),
        metrics: new MethodMetrics(metrics, 'server', contract.service, name),
        timeout,
      },
    ];
  };
  const methods = Object.entries(contract.methods).map(([name, { input, output, timeout }]) =>
    prepare(name, input, output, timeout),
  );
  const streams = Object.entries(contract.streams).map(([name, { input, item }]) =>
    prepare(name, input, item, Number.POSITIVE_INFINITY),
  );
  return { methods: new Map(methods), streams: new Map(streams) };
}

/** The input as its handler gets it. Throws an AppError `invalid` that says which field is wrong. */
export function parseInput(served: Served, value: unknown): unknown {
  const parsed = served.input.safeParse(value);
  if (parsed.success) return parsed.data;
  throw mismatch('invalid', `${served.title} was called with something it does not take`, parsed.error);
}

/** The output as its caller gets it. Throws an AppError `internal` when it is not what the contract says. */
export function parseOutput(title: string, schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw mismatch('internal', `${title} gave something that its contract does not say`, parsed.error);
}

function mismatch(code: 'invalid' | 'internal', what: string, error: z.ZodError): AppError {
  const issues = error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  const told = issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
  return new AppError(code, `${what}: ${told}.`, { reason: 'schema', details: { issues } });
}
