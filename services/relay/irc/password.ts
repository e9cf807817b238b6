import { readFile } from 'node:fs/promises';
import type { IrcNetwork } from '../config/irc.ts';

/** The network's SASL password, read anew from its file each time so that it can be changed while we run. */
export async function readPassword({ sasl }: IrcNetwork): Promise<string | undefined> {
  if (!sasl || sasl.mechanism === 'EXTERNAL') return undefined;
  return sasl.password ?? (await readFile(sasl.passwordFile!, 'utf8')).trim();
}
