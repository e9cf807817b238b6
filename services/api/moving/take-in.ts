import { join } from 'node:path';
import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import type { ImportNote } from '../contract.ts';
import { importSite } from '../import/foreign/import-site.ts';
import { readGhost } from '../import/ghost/ghost.ts';
import { importPosts } from '../import/import-posts.ts';
import type { ImportOptions, ImportReport } from '../import/run.ts';
import { importSavedSite, type SiteImportReport } from '../import/site/import-saved-site.ts';
import { readWordpress } from '../import/wordpress/wordpress.ts';
import type { ImportRow } from '../store/moving/imports.ts';
import type { Recognised } from './recognise.ts';

/** What came of an import, whatever was brought in. */
export interface TakenIn {
  counts: Record<string, number>;
  failures: ImportNote[];
  warnings: ImportNote[];
}

/** What the importers ask, with whoever brings it in and the name of their file in the audit log. */
export type Api = ApiContext['own'];

/** Brings a file in, or the folder that it was unpacked into. Throws as the importers do. */
export async function takeIn(
  api: Api,
  row: ImportRow,
  { kind, inner }: Recognised,
  path: string,
  options: Pick<ImportOptions, 'signal' | 'progress'>,
): Promise<TakenIn> {
  const all = { ...options, dryRun: row.dry_run, tell: row.tell, keepMedia: row.keep_media };
  const file = inner === undefined ? path : join(path, inner);
  switch (kind) {
    case 'posts':
      return ofPosts(await importPosts(api, path, all));
    case 'site':
      return ofSite(await importSavedSite(api, path, all));
    case 'wordpress':
      return ofPosts(await importSite(api, await readWordpress(file), all));
    case 'ghost':
      if (row.site === null) throw new AppError('invalid', 'Say which address the Ghost site has.');
      return ofPosts(await importSite(api, await readGhost(file, row.site), all));
  }
}

function ofPosts({ created, updated, unchanged, responses, failed, warnings }: ImportReport): TakenIn {
  return {
    counts: { created, updated, unchanged, ...(responses === undefined ? {} : { responses }) },
    failures: failed.map(({ file, problem }) => ({ place: file, note: problem })),
    warnings: warnings.map(({ file, warning }) => ({ place: file, note: warning })),
  };
}

function ofSite({ added, known, key, failed, notes }: SiteImportReport): TakenIn {
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0);
  const { post: posts = 0, files = 0, response: responses = 0 } = added;
  const others = sum(added) - posts - files - responses;
  const keys: ImportNote[] =
    key === 'kept'
      ? [
          {
            place: 'secrets',
            note: 'comments here are hashed with a key of their own: the codes of commenters in the export mean nothing here.',
          },
        ]
      : [];
  return {
    counts: { posts, files, responses, others, known: sum(known) },
    failures: failed.map(({ place, problem }) => ({ place, note: problem })),
    warnings: [...keys, ...notes],
  };
}
