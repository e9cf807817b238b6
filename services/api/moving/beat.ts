import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import { type ImportRow, noteProgress, type Progress } from '../store/moving/imports.ts';

/** Milliseconds between two notes of how far it is, and looks at whether it is to stop. */
const EVERY = 500;

/** Keeps the row of a running import true. */
export interface Beat {
  /** Aborts when somebody asks it to stop, or another run has taken it over. */
  readonly signal: AbortSignal;
  readonly state: 'running' | 'stop' | 'taken-over';
  progress(progress: Progress): void;
  end(): Promise<void>;
}

export function beat(db: Kysely<Schema>, row: Pick<ImportRow, 'id' | 'runs'>): Beat {
  const stop = new AbortController();
  let state: Beat['state'] = 'running';
  let news: Progress | undefined;
  let noting: Promise<void> | undefined;

  async function note(): Promise<void> {
    const progress = news;
    news = undefined;
    // While the database is away the importer waits or throws by itself.
    const asked = await noteProgress(db, row, progress).catch(() => false);
    if (asked === false || state !== 'running') return;
    state = asked ? 'stop' : 'taken-over';
    stop.abort();
  }

  const timer = setInterval(() => {
    noting ??= note().finally(() => {
      noting = undefined;
    });
  }, EVERY);

  return {
    signal: stop.signal,
    get state() {
      return state;
    },
    progress(progress) {
      news = progress;
    },
    async end() {
      clearInterval(timer);
      await noting;
      if (news !== undefined) await note();
    },
  };
}
