import { abortError, type Cancellable, originOf } from './call-state.ts';
import type { CallOptions } from './contract.ts';

/**
 * Cancels `call` when its caller gives up: the call that it was made from, or the signal in its options.
 * Returns how to stop watching; undefined when there is nobody to watch.
 */
export function watchCaller(options: CallOptions | undefined, call: Cancellable): (() => void) | undefined {
  if (options === undefined) return undefined;
  const origin = originOf(options);
  const signal = origin === options ? undefined : options.signal;
  if (origin?.cancelled) call.cancel(origin.cancelled);
  else if (signal?.aborted) call.cancel(abortError(signal.reason));
  if (!signal) {
    origin?.adopt(call);
    return origin && (() => origin.disown(call));
  }
  const onAbort = () => call.cancel(abortError(signal.reason));
  signal.addEventListener('abort', onAbort, { once: true });
  origin?.adopt(call);
  return () => {
    signal.removeEventListener('abort', onAbort);
    origin?.disown(call);
  };
}
