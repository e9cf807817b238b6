import { AppError } from '../../../core/errors.ts';
import type { ImportKind, ImportNote, ImportReport, ImportState, SiteImport } from '../contract.ts';
import type { ImportRow } from '../store/moving/imports.ts';

/** As it is shown in a list. */
export function toImport(row: ImportRow): SiteImport {
  return {
    id: row.id,
    name: row.name,
    bytes: Number(row.bytes),
    ...(row.kind === null ? {} : { kind: row.kind as ImportKind }),
    state: row.state as ImportState,
    dryRun: row.dry_run,
    tell: row.tell,
    keepMedia: row.keep_media,
    ...(row.site === null ? {} : { site: row.site }),
    ...(row.step === null ? {} : { step: row.step as 'unpacking' | 'importing' }),
    done: row.done,
    ...(row.total === null ? {} : { total: row.total }),
    ...(row.counts === null ? {} : { counts: row.counts as Record<string, number> }),
    failed: row.failed,
    warned: row.warned,
    ...(row.problem === null ? {} : { problem: row.problem }),
    stopAsked: row.stop_asked,
    wentOn: row.runs > 1,
    kept: row.kept,
    createdAt: row.created_at.toISOString(),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.toISOString() }),
  };
}

/** As it is shown by itself. */
export function toReport(row: ImportRow): ImportReport {
  return {
    ...toImport(row),
    failures: row.failures as ImportNote[],
    warnings: row.warnings as ImportNote[],
  };
}

export function noSuchImport(): AppError {
  return new AppError('not_found', 'There is no such import.');
}
