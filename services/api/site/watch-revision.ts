import type { ApiContext } from '../context.ts';
import { readRevision } from '../store/revision.ts';

/** With what a page takes to be made, well within the second in which a change is to show everywhere. */
const EVERY_MS = 400;

/**
 * Tells of changes that this process did not make: those of an api on another machine, and of a generation of this
 * one that drains. Its own are told at once by `changing`, and once more here; who listens knows them by their number.
 */
export interface RevisionWatch {
  start(): void;
  stop(): void;
}

export function createRevisionWatch(ctx: Pick<ApiContext, 'db' | 'events' | 'log'>): RevisionWatch {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let told: number | undefined;

  async function look(): Promise<void> {
    try {
      const revision = await readRevision(ctx.db);
      if (revision !== told) ctx.events.emit('siteChanged', { revision });
      told = revision;
    } catch (error) {
      ctx.log.debug({ err: error }, 'The revision could not be read; trying again.');
    }
    if (!stopped) timer = setTimeout(look, EVERY_MS).unref();
  }

  return {
    start: () => void look(),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
