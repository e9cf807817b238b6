import type { Implementation } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import { archiveName, type exportMethods, type exportStreams } from '../../contract/export.ts';
import { exportArchive } from '../../export/export-site.ts';
import { countRows, readRows } from '../../store/export/read-rows.ts';
import { addAudit } from '../../store/people/audit.ts';
import { adoptSiteKey } from './adopt-site-key.ts';
import { importMedia } from './import-media.ts';
import { importRows } from './import-rows.ts';
import { noteImport } from './note-import.ts';
import { readMedia } from './read-media.ts';

type Exports = Implementation<{
  service: string;
  paths: readonly string[];
  methods: typeof exportMethods;
  streams: typeof exportStreams;
  events: Record<never, never>;
  errors: Record<never, never>;
}>;

/** The methods and streams of `contract/export.ts`. */
export function exportImplementation(ctx: ApiContext): Exports {
  return {
    measureExport: async () => ({
      croft: ctx.version,
      origin: ctx.origin,
      rows: await countRows(ctx.db),
    }),
    noteExport: async ({ actor = {} }) => {
      await addAudit(ctx.db, { actor, action: 'site.export' });
      return {};
    },
    exportSite: ({ actor = {} }, { signal }) => {
      const root = archiveName(ctx.origin, new Date()).replace(/\.zip$/, '');
      return exportArchive(ctx.own, root, { actor, signal });
    },
    exportRows: () => readRows(ctx.db),
    readMedia: input => readMedia(ctx, input),
    noteImport: input => noteImport(ctx, input),
    importRows: input => importRows(ctx, input),
    importMedia: input => importMedia(ctx, input),
    getSiteKey: () => ({ key: Buffer.from(ctx.conversation.key.reveal()).toString('hex') }),
    adoptSiteKey: input => adoptSiteKey(ctx, input),
  };
}
