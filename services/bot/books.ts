import type { Kysely } from 'kysely';
import type { Log } from '../../core/log.ts';
import type { Action } from './actions/action.ts';
import { CommandBook } from './commands/command-book.ts';
import { SpokenBook } from './overheard/spoken-book.ts';
import { TellBook } from './overheard/tell-book.ts';
import type { Schema } from './schema.ts';
import { readRevisions } from './store/revisions.ts';
import { TimerBook } from './timers/timer-book.ts';

/** What is kept in memory so that a line that is heard needs no query; each is read again when somebody has changed it. */
export class Books {
  readonly commands: CommandBook;
  readonly timers: TimerBook;
  readonly tells: TellBook;
  readonly spoken: SpokenBook;
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>, log: Log, builtIn: readonly Action[]) {
    this.#db = db;
    this.commands = new CommandBook(db, log, builtIn);
    this.timers = new TimerBook(db);
    this.tells = new TellBook(db);
    this.spoken = new SpokenBook(db);
  }

  async load(): Promise<void> {
    const revisions = await readRevisions(this.#db);
    const of = (kind: string) => revisions.get(kind) ?? 0;
    await Promise.all([
      this.commands.load(of('commands')),
      this.timers.load(of('timers')),
      this.tells.load(of('tells')),
    ]);
  }
}
