import { LRUCache } from 'lru-cache';
import { bytes as asBytes, type Cache } from '../../../core/cache/index.ts';
import type { SiteState } from '../site-state.ts';
import { packPage, unpackPage } from './packed-page.ts';
import type { Rendered } from './rendered.ts';
import { StoredPage } from './stored-page.ts';

const MEMORY_LIMIT = 32 * 1024 * 1024;
const DAY = 24 * 60 * 60;
/** How long this process serves a page that follows no revision before it looks into the shared cache again. */
const NEAR_SECONDS = 5;

interface Entry {
  readonly page: StoredPage;
  readonly revision: number;
  /** Milliseconds of the monotonic clock. */
  readonly expires: number;
}

/**
 * Rendered pages on two levels: in this process, where a hit costs no call and no round trip, and in the cache that all
 * processes share. A page belongs to a revision of the site, and some also live a limited time. Old pages stay on the
 * first level until replaced, to be shown while the api is away.
 */
export class PageCache {
  readonly #near = new LRUCache<string, Entry>({
    maxSize: MEMORY_LIMIT,
    sizeCalculation: (entry, key) => entry.page.size + key.length * 2,
  });
  readonly #cache: Cache;
  readonly #state: SiteState;
  readonly #prefix: string;

  /** `build`: whatever else changes how a page looks, such as the program's version and the hash of the assets. */
  constructor(cache: Cache, state: SiteState, build: string) {
    this.#cache = cache;
    this.#state = state;
    this.#prefix = `page:${build}:`;
  }

  /** The page when it is certainly current, without waiting. */
  hit(key: string): StoredPage | undefined {
    const entry = this.#near.get(key);
    if (entry === undefined || entry.revision !== this.#state.known) return undefined;
    return entry.expires > performance.now() ? entry.page : undefined;
  }

  /** Whether this process has the page, current or not. */
  holds(key: string): boolean {
    return this.#near.has(key);
  }

  /** The page at a revision, rendered when no process has it. `seconds` limits its life; without it only the revision does. */
  async load(
    key: string,
    revision: number,
    seconds: number | undefined,
    render: () => Promise<Rendered>,
  ): Promise<StoredPage> {
    const known = this.#near.get(key);
    if (known !== undefined && known.revision === revision && known.expires > performance.now())
      return known.page;
    const times =
      seconds === undefined ? { fresh: DAY, stale: DAY } : { fresh: seconds, stale: seconds * 20 };
    const bytes = await this.#cache.wrap(
      this.#name(key, revision),
      times,
      async () => packPage(await render()),
      asBytes,
    );
    return this.#keep(key, revision, seconds, bytes);
  }

  /** The page as it last was, in this process or the shared cache, for when the api cannot be asked. */
  async old(key: string): Promise<StoredPage | undefined> {
    const near = this.#near.get(key);
    if (near !== undefined) return near.page;
    const revision = this.#state.last;
    if (revision === undefined) return undefined;
    const bytes = await this.#cache.get(this.#name(key, revision));
    return bytes === undefined ? undefined : this.#keep(key, revision, NEAR_SECONDS, bytes);
  }

  /** Forgets a page that is no longer there. */
  forget(key: string): void {
    this.#near.delete(key);
  }

  #name(key: string, revision: number): string {
    return `${this.#prefix}${revision}:${key}`;
  }

  #keep(key: string, revision: number, seconds: number | undefined, bytes: Uint8Array): StoredPage {
    const page = new StoredPage(unpackPage(bytes), 'no-cache');
    // A day at most, as in the shared cache: a post closes to comments by its age, which no revision tells.
    const life = seconds === undefined ? DAY : NEAR_SECONDS;
    this.#near.set(key, { page, revision, expires: performance.now() + life * 1000 });
    return page;
  }
}
