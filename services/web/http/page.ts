import type { z } from 'zod';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { Principal } from '../../api/contract.ts';
import type { WebContext } from '../context.ts';
import type { Frame } from '../views/frame.ts';
import type { Rendered } from './rendered.ts';

/** A page, in a file named after it under `pages/`. Its path stands in `routes.ts`. */
export interface Page<S extends z.ZodType = z.ZodType> {
  /** Path parameters and query in one object. What does not fit is a page that does not exist. */
  readonly input: S;
  /** Its name in the cache; undefined when this input's page must not be kept. */
  cacheKey(input: z.output<S>): string | undefined;
  /** Seconds it may be kept, for a page that shows more than the site's own revision covers. */
  readonly seconds?: number;
  /** Throws AppErrors: `not_found` becomes the 404 page. */
  render(request: PageRequest<z.output<S>>): Promise<Rendered>;
  /**
   * The page for somebody who is signed in, where `render` finds nothing for everybody. No cache keeps it. Throws `not_found`
   * when it is not there for them either.
   */
  readonly privately?: (request: PageRequest<z.output<S>>, reader: Principal) => Promise<Rendered>;
}

export interface PageRequest<I> {
  readonly web: WebContext;
  /** On its way while the page fetches its own data, so that a cold page waits once. */
  readonly frame: Promise<Frame>;
  readonly input: I;
  readonly call: CallContext;
}

/** Keeps a page's types. */
export function definePage<S extends z.ZodType>(page: Page<S>): Page<S> {
  return page;
}
