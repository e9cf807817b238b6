import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { movingMethods } from '../../contract/moving.ts';
import { noSuchImport, toImport, toReport } from '../../moving/to-import.ts';
import { askToStop, findImport, listImportRows } from '../../store/moving/imports.ts';
import { beginImport } from './begin-import.ts';
import { dropImport } from './drop-import.ts';
import { openImport } from './open-import.ts';
import { sendImport } from './send-import.ts';

/** The methods of `contract/moving.ts`. */
export function movingImplementation(ctx: ApiContext): Implementations<typeof movingMethods> {
  const find = async (id: string) => {
    const row = await findImport(ctx.db, id);
    if (!row) throw noSuchImport();
    return row;
  };
  return {
    openImport: input => openImport(ctx, input),
    sendImport: input => sendImport(ctx, input),
    dropImport: input => dropImport(ctx, input),
    beginImport: input => beginImport(ctx, input),
    listImports: async () => ({ imports: (await listImportRows(ctx.db)).map(toImport) }),
    getImport: async ({ id }) => toReport(await find(id)),
    stopImport: async ({ id }) => {
      await askToStop(ctx.db, id);
      return toImport(await find(id));
    },
  };
}
