import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { writeCrash } from '../../core/service/crash-reports.ts';
import { Generation } from './generation.ts';
import type { HeldSocket } from './sockets.ts';

const FIRST_DELAY = 100;
const MOST_DELAY = 10_000;
/** A process that lived this long was well; the next crash is a new story. */
const WELL_MS = 30_000;

export interface SupervisedOptions {
  readonly service: string;
  readonly singleton: boolean;
  readonly sockets: readonly HeldSocket[];
  readonly databaseUrl: string;
  readonly log: Log;
  onLine(line: string): void;
  /** Where reports of crashes go. */
  readonly crashes: string;
}

/** One service under supervision: always one generation serving, two for a moment during a restart. */
export class Supervised {
  readonly service: string;
  /** Times that it ended without being asked to. */
  crashes = 0;
  readonly #options: SupervisedOptions;
  #current: Generation | undefined;
  /** Of a restart under way: the one that is not ready yet. */
  #next: Generation | undefined;
  #stopping = false;
  #restarting: Promise<void> | undefined;

  constructor(options: SupervisedOptions) {
    this.#options = options;
    this.service = options.service;
  }

  get pid(): number | undefined {
    return this.#current?.pid;
  }

  /** Starts it and keeps it running; resolves when it is ready for the first time, or false when its first process ended before. */
  start(): Promise<boolean> {
    const first = this.#spawn();
    this.#adopt(first);
    return first.ready;
  }

  /**
   * Replaces it by a new process without a failed call: the new one is ready before the old one is asked to finish.
   * Of a singleton the old one ends first; calls wait at its socket meanwhile.
   */
  restart(): Promise<void> {
    this.#restarting ??= this.#replace().finally(() => {
      this.#restarting = undefined;
    });
    return this.#restarting;
  }

  /** Ends it, and the process that a restart has begun with it: that one may wait for what is ending too. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#next?.stop();
    await this.#restarting?.catch(() => {});
    await this.#current?.stop();
  }

  #spawn(): Generation {
    const { service, sockets, databaseUrl, onLine } = this.#options;
    return new Generation(service, sockets, databaseUrl, onLine);
  }

  async #replace(): Promise<void> {
    const old = this.#current;
    if (this.#options.singleton && old) {
      this.#current = undefined;
      await old.stop();
    }
    if (this.#stopping) throw new AppError('unavailable', `${this.service} is being stopped.`);
    const next = this.#spawn();
    this.#next = next;
    const isReady = await next.ready;
    this.#next = undefined;
    if (!isReady) {
      void next.stop();
      if (this.#options.singleton) this.#adopt(next);
      throw new AppError(
        'unavailable',
        `The new process of ${this.service} did not become ready${this.#options.singleton ? '; it is being started again' : ', so the old one goes on serving'}. \`croft logs ${this.service}\` says why.`,
      );
    }
    this.#adopt(next);
    if (!this.#options.singleton) await old?.stop();
  }

  #adopt(generation: Generation): void {
    this.#current = generation;
    void this.#keep(generation);
  }

  /** Waits for a generation to end; if that was not our wish, starts the next one after a pause that grows. */
  async #keep(generation: Generation): Promise<void> {
    const { log, crashes } = this.#options;
    let delay = FIRST_DELAY;
    while (true) {
      const how = await generation.exited;
      const at = Date.now();
      if (this.#stopping || this.#current !== generation) return;
      this.crashes++;
      if (performance.now() - generation.startedAt > WELL_MS) delay = FIRST_DELAY;
      log.error(
        { service: this.service, pid: generation.pid, how },
        `${this.service} has ended; starting it again in ${delay} ms.`,
      );
      await sleep(delay);
      // By now all is read that it wrote.
      await writeCrash(crashes, { service: this.service, at, how }, generation.lastLines).catch(error =>
        log.warn({ err: error }, 'The report of a crash cannot be written.'),
      );
      if (this.#stopping || this.#current !== generation) return;
      delay = Math.min(MOST_DELAY, delay * 2);
      generation = this.#spawn();
      this.#current = generation;
    }
  }
}
