import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { FORMATS, type MakeVariant, variantWidths } from '../media/images/variants.ts';
import { hashOf } from '../media/paths.ts';
import { findMediaByPaths, markUndecodable } from '../store/media/media.ts';

const Data = z.object({ path: z.string() });

/**
 * Makes the smaller sizes of a picture that was kept, so that its first reader does not wait for them; whoever asks for one
 * before has it made at once (`routes/media`). What is there is not made again.
 */
export function variantsJob(
  ctx: Pick<ApiContext, 'db'>,
  make: MakeVariant,
  renderAgain: ApiContext['renderAgain'],
): JobDefinition<typeof Data> {
  return {
    schema: Data,
    concurrency: 1,
    timeout: 600,
    async handler({ path }, { signal }) {
      const [row] = await findMediaByPaths(ctx.db, [path]);
      if (!row?.responsive || row.width === null) return;
      try {
        for (const width of variantWidths(row.width))
          for (const format of FORMATS) {
            signal.throwIfAborted();
            await make({ path, width, format });
          }
      } catch (error) {
        if (!(error instanceof AppError) || error.reason !== 'undecodable') throw error;
        // Posts must not offer sizes that cannot be: they show the file as it is.
        await markUndecodable(ctx.db, path);
        await renderAgain(hashOf(path));
      }
    },
  };
}
