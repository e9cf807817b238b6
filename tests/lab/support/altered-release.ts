import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReleaseStore } from '../../../deploy/release/store.ts';

/** Makes of the newest release another one, in which a file has some more text at its end; gives its id. */
export function alteredRelease(directory: string, id: string, file: string, text: string): string {
  const store = new ReleaseStore(join(directory, '.croft', 'releases'));
  const first = store.list()[0]!;
  const folder = mkdtempSync(join(tmpdir(), 'croft-altered-'));
  try {
    execFileSync('tar', ['-xzf', store.archive(first), '-C', folder]);
    const path = join(folder, file);
    writeFileSync(path, `${readFileSync(path, 'utf8')}${text}\n`);
    const sum = createHash('sha256').update(readFileSync(path)).digest('hex');
    const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8');
    const line = new RegExp(`^[0-9a-f]{64}  ${file.replaceAll('.', '\\.')}$`, 'm');
    writeFileSync(join(folder, 'SHA256SUMS'), sums.replace(line, `${sum}  ${file}`));
    execFileSync('tar', ['-czf', store.archive({ id }), '-C', folder, '.']);
    const archive = createHash('sha256')
      .update(readFileSync(store.archive({ id })))
      .digest('hex');
    const created = new Date(Date.parse(first.created) - 60_000).toISOString();
    writeFileSync(store.manifest({ id }), JSON.stringify({ ...first, id, created, archive }));
    return id;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
