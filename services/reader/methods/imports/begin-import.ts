import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import { LARGEST_FILE } from '../../imports/largest-file.ts';
import { addImport } from '../../store/imports.ts';

export interface ImportFile {
  readonly account: string;
  readonly name: string;
  readonly data: Uint8Array;
  readonly public?: boolean | undefined;
}

/** Has a file of another reader taken in. Throws `invalid` for one that is empty or too large, `conflict` while another runs. */
export async function beginImport(
  ctx: Pick<ReaderContext, 'db' | 'config' | 'importSoon'>,
  { account, name, data, public: shown }: ImportFile,
): Promise<Record<never, never>> {
  if (data.length === 0) throw new AppError('invalid', 'The file is empty.');
  if (data.length > LARGEST_FILE) throw new AppError('invalid', 'The file is larger than 20 MB.');
  await addImport(ctx.db, account, { name, file: data, public: shown ?? ctx.config.public });
  await ctx.importSoon();
  return {};
}
