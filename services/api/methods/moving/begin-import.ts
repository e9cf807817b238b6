import { stat } from 'node:fs/promises';
import { AppError, toAppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Actor, ImportChoice, SiteImport } from '../../contract.ts';
import { importFile } from '../../moving/files.ts';
import { recognise } from '../../moving/recognise.ts';
import { noSuchImport, toImport } from '../../moving/to-import.ts';
import { findImport, noteFile, queueImport } from '../../store/moving/imports.ts';
import { dropImport } from './drop-import.ts';
import { anotherRuns } from './open-import.ts';

const UNIQUE_VIOLATION = '23505';

export async function beginImport(
  ctx: Pick<ApiContext, 'db' | 'imports' | 'queues' | 'log'>,
  { id, actor = {}, ...choice }: ImportChoice & { id: string; actor?: Actor | undefined },
): Promise<SiteImport> {
  const row = await findImport(ctx.db, id);
  if (!row) throw noSuchImport();
  const kind = row.kind ?? (await look(ctx, id));
  const site = choice.site ?? row.site ?? undefined;
  if (kind === 'ghost' && site === undefined)
    throw new AppError('invalid', 'Say which address the Ghost site has: its export does not tell.', {
      reason: 'site_needed',
      details: { id },
    });
  const queued = await queueImport(ctx.db, id, { ...choice, site }, actor.account).catch(error => {
    throw (error as { code?: string }).code === UNIQUE_VIOLATION ? anotherRuns() : error;
  });
  if (!queued)
    throw row.kept
      ? anotherRuns()
      : new AppError('conflict', 'The file of this import is gone. Send it once more.');
  // The job looks every minute too.
  await ctx.queues.siteImport
    .send({})
    .catch(error =>
      ctx.log.warn({ err: error }, 'No job could be stored for an import; it begins within a minute.'),
    );
  return toImport(queued);
}

/** Looks at a file that has just come. One that is of no use goes at once. */
async function look(ctx: Pick<ApiContext, 'db' | 'imports'>, id: string) {
  const file = importFile(ctx, id);
  try {
    const { size } = await stat(file);
    if (size === 0) throw new AppError('invalid', 'The file is empty.');
    const { kind } = await recognise(file);
    await noteFile(ctx.db, id, { kind, bytes: size });
    return kind;
  } catch (error) {
    if (toAppError(error).code === 'invalid') await dropImport(ctx, { id });
    throw error;
  }
}
