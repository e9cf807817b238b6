import type { z } from 'zod';
import type { Contract, Emitter } from './contract.ts';

/** An emitter's other end: where the server and in-process clients listen. */
export interface EventSource {
  /** Hears an event until the returned function is called. */
  subscribe(event: string, listener: (payload: unknown) => void): () => void;
}

/**
 * The emitter of a service. `emit` does not wait: clients hear an event after the code that runs now, in order, the
 * same in this process as across a connection.
 */
export function createEmitter<C extends Contract>(_contract: C): Emitter<C> & EventSource {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  return {
    emit<K extends keyof C['events'] & string>(event: K, payload: z.input<C['events'][K]>): void {
      for (const listener of listeners.get(event) ?? []) listener(payload);
    },
    subscribe(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => {
        set.delete(listener);
      };
    },
  };
}
