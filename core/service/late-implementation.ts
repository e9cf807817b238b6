import { AppError } from '../errors.ts';
import type { Contract, Implementation } from '../rpc/contract.ts';

/**
 * Stands for a service of this process that is still being created, so that services may ask for clients of one another in any
 * order. `arrive` gives it the real methods; a call before that is `unavailable`.
 */
export function lateImplementation<C extends Contract>(
  contract: C,
): { implementation: Implementation<C>; arrive(real: Implementation<C>): void } {
  let real: Record<string, (input: unknown, call: unknown) => unknown> | undefined;
  const trampolines: Record<string, (input: unknown, call: unknown) => unknown> = {};
  for (const name of [...Object.keys(contract.methods), ...Object.keys(contract.streams)]) {
    trampolines[name] = (input, call) => {
      if (real === undefined)
        throw new AppError('unavailable', `The service "${contract.service}" is still starting.`, {
          retryAfter: 1,
        });
      return real[name]!(input, call);
    };
  }
  return {
    implementation: trampolines as unknown as Implementation<C>,
    arrive(methods) {
      real = methods as unknown as typeof real;
    },
  };
}
