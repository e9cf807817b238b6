import { AppError } from '../../../core/errors.ts';
import { createLog } from '../../../core/log.ts';
import { Metrics } from '../../../core/metrics.ts';
import type { Client, Contract, Implementation } from '../../../core/rpc/contract.ts';
import { createEmitter, inProcessClient } from '../../../core/rpc/index.ts';

export interface Fake<C extends Contract> {
  readonly client: Client<C>;
  readonly events: ReturnType<typeof createEmitter<C>>;
  /** Names of the methods called since it was last emptied. */
  readonly calls: string[];
  /** While set, every call fails with it. */
  trouble: AppError | undefined;
  /** Makes one method fail from now on. */
  refuse(method: keyof C['methods'], error: AppError): void;
}

type Handler = (input: unknown, call: unknown) => unknown;

/** A client whose calls are answered by these methods, encoded and checked as over a socket; the others do not exist. */
export function fakeClient<C extends Contract>(contract: C, methods: Partial<Implementation<C>>): Fake<C> {
  const events = createEmitter(contract);
  const refused = new Map<PropertyKey, AppError>();
  const fake = {
    events,
    calls: [] as string[],
    trouble: undefined as AppError | undefined,
    refuse: (method: keyof C['methods'], error: AppError) => void refused.set(method, error),
  };
  const implementation: Record<string, unknown> = {};
  for (const name of [...Object.keys(contract.methods), ...Object.keys(contract.streams)]) {
    implementation[name] = (input: unknown, call: unknown) => {
      fake.calls.push(name);
      const trouble = fake.trouble ?? refused.get(name);
      if (trouble) throw trouble;
      const method = methods[name as keyof typeof methods] as Handler | undefined;
      if (method === undefined)
        throw new AppError('internal', `The test did not expect ${contract.service}.${name}.`);
      return method(input, call);
    };
  }
  const client = inProcessClient(contract, implementation as unknown as Implementation<C>, {
    events,
    mode: 'encode',
    log: createLog({ level: 'silent' }),
    metrics: new Metrics(),
  });
  return Object.assign(fake, { client });
}
