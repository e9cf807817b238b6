import type { Kysely } from 'kysely';
import type { Log } from '../../../core/log.ts';
import type { Action } from '../actions/action.ts';
import type { Command } from '../contract/commands.ts';
import type { Schema } from '../schema.ts';
import { listCommands } from '../store/commands.ts';
import { customAction } from './custom-action.ts';

interface Made {
  readonly command: Command;
  readonly action: Action;
}

/** The owner's own commands, in memory, as actions. What has the name of an action that is built in is passed over. */
export class CommandBook {
  readonly #db: Kysely<Schema>;
  readonly #log: Log;
  readonly #taken: ReadonlySet<string>;
  #made: readonly Made[] = [];
  /** As the database has it, once it was read. */
  #revision: number | undefined;

  constructor(db: Kysely<Schema>, log: Log, builtIn: readonly Action[]) {
    this.#db = db;
    this.#log = log;
    this.#taken = new Set(builtIn.flatMap(({ name, aliases }) => [name, ...aliases]));
  }

  /** Changes with what is in it. */
  get revision(): number {
    return this.#revision ?? 0;
  }

  /** Rooms with commands of their own. */
  get rooms(): string[] {
    return [...new Set(this.#made.map(({ command }) => command.room))].filter(room => room !== '');
  }

  /** Whether a word is an action that is built in. */
  isTaken(word: string): boolean {
    return this.#taken.has(word);
  }

  /** What there is in a room: its own, which come first, and those of every room. */
  of(room: string): readonly Action[] {
    const own = this.#made.filter(({ command }) => command.room === room);
    const names = new Set(own.map(({ command }) => command.name));
    const others = this.#made.filter(({ command }) => command.room === '' && !names.has(command.name));
    return (room === '' ? own : [...own, ...others]).map(({ action }) => action);
  }

  /** The command of this name or alias that a room has of its own, or with '' that every room has. */
  find(room: string, word: string): Command | undefined {
    const here = this.#made.map(({ command }) => command).filter(command => command.room === room);
    return here.find(({ name }) => name === word) ?? here.find(({ aliases }) => aliases.includes(word));
  }

  /** Reads them again when they have changed. */
  async load(revision: number): Promise<void> {
    if (revision === this.#revision) return;
    const all = await listCommands(this.#db);
    this.#made = all.filter(({ name }) => !this.isTaken(name)).flatMap(command => this.#make(command));
    this.#revision = revision;
  }

  #make(command: Command): Made[] {
    const aliases = command.aliases.filter(alias => !this.isTaken(alias));
    try {
      return [{ command, action: customAction({ ...command, aliases }) }];
    } catch (err) {
      this.#log.warn({ err, command: command.name }, 'a command cannot be read and is left out');
      return [];
    }
  }
}
