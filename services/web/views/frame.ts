import type { Site } from '../../api/contract.ts';
import type { Assets } from '../assets/assets.ts';
import type { WebContext } from '../context.ts';

/** What every page shows around its own content. */
export interface Frame {
  readonly site: Site;
  readonly origin: string;
  readonly assets: Assets;
}

export function frameOf(web: WebContext, site: Site): Frame {
  return { site, origin: web.origin, assets: web.assets };
}
