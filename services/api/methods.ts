import type { Implementation } from '../../core/rpc/contract.ts';
import type { ApiContext } from './context.ts';
import type { apiContract } from './contract.ts';
import { exportImplementation } from './methods/export/index.ts';
import { indieauthImplementation } from './methods/indieauth/index.ts';
import { mediaImplementation } from './methods/media/index.ts';
import { mentionImplementation } from './methods/mentions/index.ts';
import { movingImplementation } from './methods/moving/index.ts';
import { peopleImplementation } from './methods/people/index.ts';
import { postImplementation } from './methods/posts/index.ts';
import { redirectImplementation } from './methods/redirects/index.ts';
import { revisionImplementation } from './methods/revisions/index.ts';
import { siteImplementation } from './methods/site/index.ts';
import { termImplementation } from './methods/terms/index.ts';
import { threadImplementation } from './methods/thread/index.ts';
import { trashImplementation } from './methods/trash/index.ts';
import { webhookImplementation } from './methods/webhooks/index.ts';
import { writingImplementation } from './methods/writing/index.ts';

/** Every method of the contract, area by area. */
export function implement(ctx: ApiContext): Implementation<typeof apiContract> {
  return {
    ...siteImplementation(ctx),
    ...postImplementation(ctx),
    ...trashImplementation(ctx),
    ...revisionImplementation(ctx),
    ...redirectImplementation(ctx),
    ...mediaImplementation(ctx),
    ...threadImplementation(ctx),
    ...mentionImplementation(ctx),
    ...webhookImplementation(ctx),
    ...writingImplementation(ctx),
    ...peopleImplementation(ctx),
    ...indieauthImplementation(ctx),
    ...exportImplementation(ctx),
    ...movingImplementation(ctx),
    ...termImplementation(ctx),
  };
}
