import { cpuNow, type Peer } from './peer.ts';

export type MethodName = 'getSummary' | 'getPage';

/** One side's way to call, over one connection. */
export interface Caller {
  call(method: MethodName, slug: string): Promise<unknown>;
  close(): void;
}

export interface Round {
  /** Calls a second. */
  readonly rate: number;
  /** Microseconds of CPU per call, both processes together. */
  readonly cpu: number;
}

/** Calls with `inFlight` open at a time for `ms` milliseconds. */
export async function load(
  peer: Peer,
  caller: Caller,
  method: MethodName,
  inFlight: number,
  ms: number,
): Promise<Round> {
  const cpuBefore = (await peer.cpu()) + cpuNow();
  const started = performance.now();
  let calls = 0;
  let running = true;
  const timer = setTimeout(() => (running = false), ms);
  const worker = async () => {
    while (running) {
      await caller.call(method, 'a-small-place-of-ones-own');
      calls++;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  clearTimeout(timer);
  const seconds = (performance.now() - started) / 1000;
  const cpu = (await peer.cpu()) + cpuNow() - cpuBefore;
  return { rate: calls / seconds, cpu: cpu / calls };
}
