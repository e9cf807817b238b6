import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CommandArgs } from '../command.ts';
import { dryRun } from '../dry-run.ts';

/** Options of every command that renders files into a folder. */
export function outOption(folder: string) {
  return {
    ...dryRun,
    out: { type: 'string', about: `Folder for the files; ${folder} unless given` },
  } as const;
}

export const imageOption = {
  image: { type: 'string', about: 'Name of the image; that of the newest release unless given' },
} as const;

/**
 * Writes files, scripts executable, and says what to do with them; with --dry-run only which of them would be new or other than they
 * are. Gives the exit code.
 */
export function writeRendered(
  folder: string,
  files: Readonly<Record<string, string>>,
  next: readonly string[],
  { values, json, print }: Pick<CommandArgs, 'values' | 'json' | 'print'>,
): number {
  const at = resolve(folder);
  if (values['dry-run']) {
    const same = (name: string) =>
      existsSync(join(at, name)) && readFileSync(join(at, name), 'utf8') === files[name];
    const differ = Object.keys(files).filter(name => !same(name));
    if (json) print(JSON.stringify({ folder: at, files: differ }));
    else print(differ.length === 0 ? `${at} is as it should be.` : `${at}: write ${differ.join(', ')}`);
    return 0;
  }
  mkdirSync(at, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(at, name), text);
    if (name.endsWith('.sh')) chmodSync(join(at, name), 0o755);
  }
  if (json) print(JSON.stringify({ folder: at, files: Object.keys(files) }));
  else for (const line of [`In ${at}: ${Object.keys(files).join(', ')}.`, ...next]) print(line);
  return 0;
}
