import { createLog } from '../../core/log.ts';
import type { Client, Contract } from '../../core/rpc/contract.ts';
import { implement } from '../../services/api/methods.ts';
import type { TestApi } from '../../services/api/testing/context.ts';
import type { Command, CommandArgs } from '../command.ts';

/** Runs a command against the service's own methods and gives its exit code and what it printed. */
export async function runCommand(
  api: TestApi,
  command: Command,
  positionals: string[],
  values: CommandArgs['values'] = {},
): Promise<{ code: number; printed: string }> {
  const lines: string[] = [];
  const code = await command.run({
    positionals,
    values,
    json: values['json'] === true,
    print: line => void lines.push(line),
    progress: () => {},
    log: createLog({ level: 'silent' }),
    signal: new AbortController().signal,
    client: async <C extends Contract>() => implement(api) as unknown as Client<C>,
  });
  return { code, printed: lines.join('\n') };
}
