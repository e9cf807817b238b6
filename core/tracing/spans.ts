/** A piece of work that is over: a request that was answered, or a call to another service. */
export interface Span {
  readonly name: string;
  readonly kind: 'server' | 'client';
  /** W3C traceparent with its own id. */
  readonly traceparent: string;
  /** The traceparent of what it was part of. */
  readonly parent: string | undefined;
  /** `performance.now()` milliseconds. */
  readonly started: number;
  /** Why it failed, in a word. */
  readonly error: string | undefined;
}

type Recorder = (span: Span) => void;

let current: Recorder | undefined;

/** Where spans of this process go. Undefined, as long as nobody wants them: then none is made. */
export function spanRecorder(): Recorder | undefined {
  return current;
}

export function recordSpans(recorder: Recorder | undefined): void {
  current = recorder;
}
