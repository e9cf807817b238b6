import { readFile } from 'node:fs/promises';

/** A token of the configuration, or what its file holds now. */
export async function readToken({
  token,
  tokenFile,
}: {
  token?: string | undefined;
  tokenFile?: string | undefined;
}) {
  return token ?? (await readFile(tokenFile!, 'utf8')).trim();
}
