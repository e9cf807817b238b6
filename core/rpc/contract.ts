import type { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

/**
 * A contract is what one service promises to the others: methods, streams, events and the errors they throw,
 * as Zod schemas from which the TypeScript types are inferred. It is the only file of a service that another
 * service may import. Contracts only grow: a new field is optional, and a removed one stays accepted for a release.
 */
export interface Contract<
  M extends Record<string, Method> = Record<string, Method>,
  S extends Record<string, Stream> = Record<string, Stream>,
  E extends Record<string, z.ZodType> = Record<string, z.ZodType>,
> {
  readonly service: string;
  /** Public HTTP path prefixes that this service answers, such as `/api/v1/posts`; `web` forwards them when split. */
  readonly paths: readonly string[];
  readonly methods: M;
  readonly streams: S;
  readonly events: E;
  /** Reasons that its methods throw (`AppError.reason`), each with the code it comes with. */
  readonly errors: Readonly<Record<string, ErrorCode>>;
}

export interface Method<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
  /** Running it twice is the same as running it once, so it may be retried after a lost connection. */
  readonly idempotent: boolean;
  /** Milliseconds that a call may take unless the caller gives less. */
  readonly timeout: number;
}

export interface Stream<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly item: O;
}

const DEFAULT_TIMEOUT = 5_000;

export function method<I extends z.ZodType, O extends z.ZodType>(
  shape: { input: I; output: O } & Partial<Pick<Method, 'idempotent' | 'timeout'>>,
): Method<I, O> {
  return { idempotent: false, timeout: DEFAULT_TIMEOUT, ...shape };
}

export function stream<I extends z.ZodType, O extends z.ZodType>(shape: { input: I; item: O }): Stream<I, O> {
  return shape;
}

export function defineContract<
  M extends Record<string, Method>,
  S extends Record<string, Stream> = Record<never, Stream>,
  E extends Record<string, z.ZodType> = Record<never, z.ZodType>,
>(
  service: string,
  shape: {
    paths?: readonly string[];
    methods: M;
    streams?: S;
    events?: E;
    errors?: Record<string, ErrorCode>;
  },
): Contract<M, S, E> {
  checkNames(service, [...Object.keys(shape.methods), ...Object.keys(shape.streams ?? {})]);
  return {
    service,
    paths: shape.paths ?? [],
    methods: shape.methods,
    streams: shape.streams ?? ({} as S),
    events: shape.events ?? ({} as E),
    errors: shape.errors ?? {},
  };
}

/** A client has these itself; `then` would make it look like a promise. */
const RESERVED = ['on', 'close', 'then'];

function checkNames(service: string, names: readonly string[]): void {
  const bad = names.find((name, index) => RESERVED.includes(name) || names.indexOf(name) !== index);
  if (bad !== undefined)
    throw new TypeError(`The contract ${service} cannot have a method or stream ${bad}: the name is taken.`);
}

/** What a call carries from hop to hop. A handler passes its own `Call` on, so that deadlines shrink and traces join. */
export interface CallContext {
  /** Aborts when the caller gave up, the connection was lost or the deadline passed. */
  readonly signal?: AbortSignal | undefined;
  /** When the answer is no longer wanted, in milliseconds since the epoch. */
  readonly deadline?: number | undefined;
  /** W3C Trace Context (https://www.w3.org/TR/trace-context/#traceparent-header). */
  readonly traceparent?: string | undefined;
}

/** What a handler is given beside its input. */
export interface Call extends CallContext {
  readonly signal: AbortSignal;
  readonly deadline: number;
  readonly traceparent: string;
}

export interface CallOptions extends CallContext {
  /** Milliseconds for this call; the method's own unless given. Never extends an inherited deadline. */
  readonly timeout?: number;
}

/** The calling side of a contract. */
export type Client<C extends Contract> = {
  readonly [K in keyof C['methods']]: (
    input: z.input<C['methods'][K]['input']>,
    options?: CallOptions,
  ) => Promise<z.output<C['methods'][K]['output']>>;
} & {
  readonly [K in keyof C['streams']]: (
    input: z.input<C['streams'][K]['input']>,
    options?: CallOptions,
  ) => AsyncIterable<z.output<C['streams'][K]['item']>>;
} & {
  /** Hears an event until the returned function is called; after a lost connection it listens again by itself. */
  on<K extends keyof C['events'] & string>(
    event: K,
    listener: (payload: z.output<C['events'][K]>) => void,
    /** Told when the line to the service is lost or restored, since events in between were missed. */
    onLine?: (up: boolean) => void,
  ): () => void;
};

/** The serving side of some methods of a contract. */
export type Implementations<M extends Contract['methods']> = {
  readonly [K in keyof M]: (
    input: z.output<M[K]['input']>,
    call: Call,
  ) => Promise<z.input<M[K]['output']>> | z.input<M[K]['output']>;
};

/** The serving side of a contract. A stream's handler may be an async generator. */
export type Implementation<C extends Contract> = Implementations<C['methods']> & {
  readonly [K in keyof C['streams']]: (
    input: z.output<C['streams'][K]['input']>,
    call: Call,
  ) => AsyncIterable<z.input<C['streams'][K]['item']>>;
};

/** Sends a contract's events to whoever listens, in this process or across a connection. */
export interface Emitter<C extends Contract> {
  emit<K extends keyof C['events'] & string>(event: K, payload: z.input<C['events'][K]>): void;
}
