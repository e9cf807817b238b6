import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Long enough after the start that its garbage is complete, and most likely before anybody waits for an answer. */
const AFTER_MS = 5_000;

/** Collects the garbage of the start once and in full: V8 would keep some 40 MB of it for as long as nothing happens. */
export function giveBackMemory(): void {
  setTimeout(() => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as (options: {
      type: string;
      execution: string;
      flavor: string;
    }) => void;
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }, AFTER_MS).unref();
}
