import { AppError } from '../../../core/errors.ts';
import type { ReaderContext } from '../context.ts';
import { importOpml } from '../methods/opml/import-opml.ts';

/** Subscribes to every feed of a document, to the end. Throws `invalid` for one without outlines or too long. */
export async function importOpmlText(
  ctx: ReaderContext,
  account: string,
  opml: string,
  signal: AbortSignal,
): Promise<void> {
  let outlines = 0;
  for await (const _step of importOpml(ctx, { account, opml }, { signal })) outlines++;
  if (outlines === 0) throw new AppError('invalid', 'There are no feeds in this document.');
}
