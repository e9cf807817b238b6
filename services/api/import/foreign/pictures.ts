import type { Client } from '../../../../core/rpc/contract.ts';
import type { apiContract } from '../../contract.ts';
import { persist } from '../run.ts';

const MEDIA = /\.(?:png|jpe?g|gif|webp|avif|bmp|ico|mp[34]|m4[av]|mov|webm|og[gv]|wav|flac|pdf)$/i;

/** Whether an address is that of a picture or another file that is kept. */
export function isPicture(address: string): boolean {
  return MEDIA.test(address.split(/[?#]/)[0]!);
}

/** Fetches pictures of the old site, each once for all posts. Gives where they are kept here, by their addresses there. */
export class Pictures {
  readonly #kept = new Map<string, Promise<string | undefined>>();
  readonly #api: Pick<Client<typeof apiContract>, 'fetchMedia'>;

  constructor(api: Pick<Client<typeof apiContract>, 'fetchMedia'>) {
    this.#api = api;
  }

  async fetch(wanted: Iterable<string>, warnings: string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const url of wanted) {
      let fetched = this.#kept.get(url);
      if (fetched === undefined) {
        fetched = persist(() => this.#api.fetchMedia({ url })).then(
          ({ path }) => path,
          (error: Error) => void warnings.push(`${url} could not be fetched: ${error.message}`),
        );
        this.#kept.set(url, fetched);
      }
      const path = await fetched;
      if (path !== undefined) found.set(url, path);
    }
    return found;
  }
}
