import { LRUCache } from 'lru-cache';
import { isFetchError } from '../../../core/fetch/index.ts';
import { Limiter } from '../../../core/http/limit.ts';
import type { Log } from '../../../core/log.ts';
import type { Destinations } from '../destinations.ts';
import { shorten } from '../parse/arguments.ts';
import type { Web } from '../providers/ask-provider.ts';
import { say } from '../reply.ts';
import { titleOfPage } from './page-title.ts';

/** Links of a room whose titles are told. */
const LIMIT = { burst: 3, perMinute: 6 };
/** A link that was told of is not told of again for so many milliseconds. */
const REMEMBERED = 10 * 60_000;
/** Looked at at the same time, in all rooms; more are passed over. */
const MOST_OPEN = 4;
const LONGEST_TITLE = 200;
/** Milliseconds after which a title is too late to be told. */
const PATIENCE = 15_000;

const LINK = /\bhttps?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}]/i;

interface Heard {
  readonly room: string;
  readonly text: string;
  /** The network's own id of the line, by which several processes tell once. */
  readonly id?: string | undefined;
}

/** Tells the title of the first link in a line. It is a help and no promise: what is late, too much or not there is passed over. */
export class LinkTitles {
  readonly #web: Web;
  readonly #destinations: Pick<Destinations, 'sendOnce'>;
  readonly #log: Log;
  readonly #limit = new Limiter(LIMIT);
  readonly #told = new LRUCache<string, true>({ max: 2_000, ttl: REMEMBERED });
  #open = 0;

  constructor(parts: { web: Web; destinations: Pick<Destinations, 'sendOnce'>; log: Log }) {
    this.#web = parts.web;
    this.#destinations = parts.destinations;
    this.#log = parts.log;
  }

  /** Resolves when it is told, or is not to be. */
  async hear({ room, text, id }: Heard, stop: AbortSignal): Promise<void> {
    const url = LINK.exec(text)?.[0];
    if (url === undefined || this.#open >= MOST_OPEN) return;
    const key = `${room}\n${url}`;
    if (this.#told.has(key)) return;
    try {
      this.#limit.take(room);
    } catch {
      return;
    }
    this.#told.set(key, true);
    this.#open++;
    try {
      const signal = AbortSignal.any([stop, AbortSignal.timeout(PATIENCE)]);
      const found = await titleOfPage(this.#web, url, signal);
      if (found && !signal.aborted) await this.#tell(room, found, id);
    } catch (err) {
      if (!isFetchError(err)) throw err;
      this.#log.debug({ err }, 'the title of a link is not known');
    } finally {
      this.#open--;
    }
  }

  async #tell(
    room: string,
    { title, by }: { title: string; by: string | undefined },
    id: string | undefined,
  ) {
    const text = `“${shorten(title, LONGEST_TITLE)}”${by === undefined ? '' : ` — ${shorten(by)}`}`;
    await this.#destinations.sendOnce(room, { text, html: say(text).html.text }, id && `title ${id}`);
  }
}
