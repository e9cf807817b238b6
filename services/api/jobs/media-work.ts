import type { Jobs } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { createVariantMaker, type MakeVariant } from '../media/images/variants.ts';
import { sweepParts } from '../media/sweep-parts.ts';
import { variantsJob } from './make-variants.ts';
import { renderAgainJob } from './render-again.ts';

/** What is done for pictures, and for the posts that show them, in the background. */
export interface MediaWork extends Pick<ApiContext, 'makeVariants' | 'renderAgain'> {
  /** Makes one size at once, for whoever waits for it. */
  makeVariant: MakeVariant;
  start(): Promise<void>;
}

export function createMediaWork(
  ctx: Pick<ApiContext, 'db' | 'config' | 'events' | 'log' | 'media' | 'nudgeOutbox'>,
  jobs: Jobs,
): MediaWork {
  const makeVariant = createVariantMaker(ctx.media);
  const rendering = jobs.define('api.render', renderAgainJob(ctx));
  const variants = jobs.define('api.variants', variantsJob(ctx, makeVariant, renderAgain));
  let started = false;

  /** A command that brings the service up for itself starts no jobs: sizes are then made when they are first asked for. */
  async function makeVariants(path: string): Promise<void> {
    if (!started) return;
    await variants.send({ path }, { singletonKey: path }).catch(error => {
      ctx.log.warn(
        { err: error, path },
        'No job could be stored for the sizes of a picture; they are made when they are asked for.',
      );
    });
  }

  async function renderAgain(hash?: string): Promise<void> {
    if (started) await rendering.send({ hash }, { singletonKey: hash ?? 'stale' });
  }

  return {
    makeVariant,
    makeVariants,
    renderAgain,
    async start() {
      started = true;
      await sweepParts(ctx.media);
    },
  };
}
