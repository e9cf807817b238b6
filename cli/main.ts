import { parseArgs } from 'node:util';
import { AppError } from '../core/errors.ts';
import { sourceStack } from '../core/source-stack.ts';
import type { Command } from './command.ts';
import { commandArgs } from './command-args.ts';
import { findCommand } from './commands.ts';
import { commandHelp, generalHelp } from './help.ts';

process.on('uncaughtExceptionMonitor', tellSources);
process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const found = findCommand(argv);
  if (found === undefined) {
    const asked = argv.find(word => !word.startsWith('-'));
    if (asked === undefined || asked === 'help') {
      console.log(await generalHelp());
      return asked === undefined && !argv.includes('--help') && !argv.includes('-h') ? 2 : 0;
    }
    console.error(`croft: there is no command "${asked}". \`croft --help\` lists them.`);
    return 2;
  }
  const command = await found.load();
  try {
    const parsed = parse(command, found.rest);
    if (parsed.values['help']) {
      console.log(commandHelp(command));
      return 0;
    }
    await using args = commandArgs(parsed);
    return await command.run(args);
  } catch (error) {
    return report(command, error, found.rest.includes('--json'));
  }
}

function parse(command: Command, rest: readonly string[]) {
  return parseArgs({
    args: [...rest],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' }, ...command.options },
  });
}

/** Prints what went wrong in one readable line; the whole error only where it is a fault of ours. */
function report(command: Command, error: unknown, json: boolean): number {
  const usage =
    error instanceof TypeError && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
  const message = error instanceof Error ? error.message : String(error);
  if (json)
    console.log(
      JSON.stringify({
        error: { code: usage ? 'usage' : error instanceof AppError ? error.code : 'internal', message },
      }),
    );
  else if (usage) console.error(`croft: ${message}\nUsage: croft ${command.usage}`);
  else if (error instanceof AppError) console.error(`croft: ${message}`);
  else {
    tellSources(error);
    console.error('croft: this should not have happened.', error);
  }
  return usage ? 2 : 1;
}

/** Has an error name the places of the sources. Anything may be thrown. */
function tellSources(error: unknown): void {
  if (error instanceof Error && error.stack) error.stack = sourceStack(error.stack);
}
