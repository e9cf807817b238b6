import type { ImportReport } from '../../services/api/import/run.ts';
import type { CommandArgs } from '../command.ts';

/** Tells what came of an import and gives the exit code: 1 when something could not be taken. */
export function tellReport(
  { json, print }: Pick<CommandArgs, 'json' | 'print'>,
  report: ImportReport,
  options: { dryRun: boolean; nothing: string },
): number {
  const { created, updated, unchanged, responses = 0, failed, warnings } = report;
  if (json) print(JSON.stringify(report));
  else {
    for (const { file, warning } of warnings) print(`${file}: ${warning}`);
    for (const { file, problem } of failed) print(`${file}: failed: ${problem}`);
    const said = responses === 0 ? '' : `, comments and pingbacks ${responses}`;
    const counts = `created ${created}, updated ${updated}, unchanged ${unchanged}, failed ${failed.length}${said}`;
    const empty = created + updated + unchanged + failed.length === 0;
    print(empty ? options.nothing : `${options.dryRun ? 'Would be: ' : ''}${counts}`);
  }
  return failed.length > 0 ? 1 : 0;
}
