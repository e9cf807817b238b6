import type { CallContext, Client } from '../../core/rpc/contract.ts';
import type { apiContract, Site } from '../api/contract.ts';

/**
 * With an old page to show, nobody waits longer for an api that is away; without one as long as for every call, in which an api
 * that moves to another server is there again.
 */
const OLD_PAGE_TIMEOUT = 1_500;

/** What a page shows of the site when nobody could be asked yet. */
const UNKNOWN_SITE: Site = {
  title: 'Croft',
  description: '',
  language: 'en',
  author: { name: '' },
  navigation: [],
  support: [],
  comments: false,
  feedback: false,
  claimed: true,
  terms: false,
};

/**
 * Follows the site's revision through the api's `siteChanged` event, so that a cached page can be served without
 * asking anybody. While the event line is down the revision is asked for, so that a page is never older than it seems.
 */
export class SiteState {
  readonly #api: Client<typeof apiContract>;
  /** Until told otherwise: the first call goes over the line that the event already listens on. */
  #up = true;
  /** Counts losses and restorations of the line, so that an answer from before one is not taken for current. */
  #line = 0;
  #known: number | undefined;
  #heard = 0;
  #last: number | undefined;
  #site: { revision: number; value: Promise<Site> } | undefined;
  #lastSite: Site | undefined;

  constructor(api: Client<typeof apiContract>) {
    this.#api = api;
  }

  /** Listens until the returned function is called. */
  follow(): () => void {
    return this.#api.on(
      'siteChanged',
      ({ revision }) => {
        this.#heard = Math.max(this.#heard, revision);
        if (this.#known !== undefined && revision > this.#known) this.#learn(revision);
      },
      up => {
        this.#line++;
        this.#up = up;
        this.#known = undefined;
        this.#heard = 0;
      },
    );
  }

  /** The current revision when it is certain without asking. */
  get known(): number | undefined {
    return this.#known;
  }

  /** The newest revision seen, which may have passed; for answering while the api is away. */
  get last(): number | undefined {
    return this.#last;
  }

  /** The site as last seen, for error pages, which must not ask. */
  get lastSite(): Site {
    return this.#lastSite ?? UNKNOWN_SITE;
  }

  /** The current revision, asked for when it is not certain. */
  async revision(call: CallContext, hasOldPage = false): Promise<number> {
    if (this.#known !== undefined) return this.#known;
    const line = this.#line;
    const options = hasOldPage ? { ...call, timeout: OLD_PAGE_TIMEOUT } : call;
    const { revision } = await this.#api.getRevision({}, options);
    if (!this.#up || line !== this.#line) {
      this.#last = revision;
      return revision;
    }
    this.#learn(Math.max(revision, this.#heard));
    return revision;
  }

  /** The site at a revision: asked for once, however many pages are rendered at the same time. */
  site(revision: number, call: CallContext): Promise<Site> {
    if (this.#site?.revision === revision) return this.#site.value;
    // Several requests share the answer, so the call must not end with the request that made it.
    const value = this.#api.getSite({}, { traceparent: call.traceparent });
    const entry = { revision, value };
    this.#site = entry;
    value.then(
      site => {
        this.#lastSite = site;
      },
      () => {
        if (this.#site === entry) this.#site = undefined;
      },
    );
    return value;
  }

  #learn(revision: number): void {
    this.#known = revision;
    this.#last = revision;
  }
}
