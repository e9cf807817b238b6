import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { importMethods } from '../../contract/imports.ts';
import { findImport, listImportProblems } from '../../store/imports.ts';
import { beginImport } from './begin-import.ts';

/** The methods of `contract/imports.ts`. */
export function importImplementation(ctx: ReaderContext): Implementations<typeof importMethods> {
  return {
    beginImport: input => beginImport(ctx, input),
    getImport: async ({ account }) => ({ import: await findImport(ctx.db, account) }),
    listImportProblems: async ({ account, ...page }) => ({
      problems: await listImportProblems(ctx.db, account, page),
    }),
  };
}
