import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReleaseStore } from '../../../deploy/release/store.ts';

const PROGRAM = 'dist/main.js';

/** Makes of the newest release another one, whose program begins with this line; gives its id. */
export function alteredRelease(directory: string, id: string, line: string): string {
  const store = new ReleaseStore(join(directory, '.croft', 'releases'));
  const first = store.list()[0]!;
  const folder = mkdtempSync(join(tmpdir(), 'croft-altered-'));
  try {
    execFileSync('tar', ['-xzf', store.archive(first), '-C', folder]);
    const path = join(folder, PROGRAM);
    writeFileSync(path, `${line}\n${readFileSync(path, 'utf8')}`);
    const sum = createHash('sha256').update(readFileSync(path)).digest('hex');
    const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8');
    const before = new RegExp(`^[0-9a-f]{64}  ${PROGRAM}$`, 'm');
    assert.match(sums, before);
    writeFileSync(join(folder, 'SHA256SUMS'), sums.replace(before, `${sum}  ${PROGRAM}`));
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
