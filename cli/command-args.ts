import { createLog } from '../core/log.ts';
import type { Contract } from '../core/rpc/contract.ts';
import type { CommandArgs } from './command.ts';
import { openClients } from './open-clients.ts';
import { stopSignal } from './stop-signal.ts';

interface Parsed {
  values: CommandArgs['values'];
  positionals: readonly string[];
}

/** What a command is given; disposing closes the clients that it asked for. */
export function commandArgs({ values, positionals }: Parsed): CommandArgs & AsyncDisposable {
  const json = values['json'] === true;
  const terminal = process.stderr.isTTY === true;
  let signal: AbortSignal | undefined;
  let progressShown = false;
  const clearProgress = () => {
    if (progressShown) process.stderr.write('\r\u001b[K');
    progressShown = false;
  };
  const log = createLog({ level: 'warn', destination: { write: line => process.stderr.write(line) } });
  const clients = openClients(log, () => args.signal);
  const args: CommandArgs & AsyncDisposable = {
    positionals,
    values,
    json,
    log,
    print(line) {
      clearProgress();
      process.stdout.write(`${line}\n`);
    },
    progress(line) {
      if (json || !terminal) return;
      process.stderr.write(`\r\u001b[K${line}`);
      progressShown = true;
    },
    get signal() {
      signal ??= stopSignal();
      return signal;
    },
    client: <C extends Contract>(contract: C) => clients.of(contract),
    async [Symbol.asyncDispose]() {
      clearProgress();
      await clients[Symbol.asyncDispose]();
    },
  };
  return args;
}
