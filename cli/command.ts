import type { ParseArgsOptionsConfig } from 'node:util';
import type { Log } from '../core/log.ts';
import type { Client, Contract } from '../core/rpc/contract.ts';

/** One command of `croft`, in a file named after it under `cli/commands/`. */
export interface Command {
  /** How it is called, such as `import posts DIR`. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `croft COMMAND --help` says beyond usage and options: what it does, and examples. */
  readonly help: string;
  /** Its own options; `--json` and `--help` are there for every command. */
  readonly options?: Readonly<Record<string, ParseArgsOptionsConfig[string] & { about: string }>>;
  /** Gives the exit code: 0 done, 1 failed, 2 wrong usage. An AppError thrown is printed as one readable line. */
  run(args: CommandArgs): Promise<number>;
}

export interface CommandArgs {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  /** Whether to print one JSON document for scripts instead of text. */
  readonly json: boolean;
  /** Prints a line of the result on standard output. */
  print(line: string): void;
  /** Shows progress on standard error, over itself on a terminal; nothing when output is not a terminal or JSON. */
  progress(line: string): void;
  readonly log: Log;
  /** Aborts at SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** A client of the running Croft of this data directory, or of a service brought up in this process for as long as the command runs. */
  client<C extends Contract>(contract: C): Promise<Client<C>>;
}
