import { chown, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';

export const SETTINGS_FILE = 'croft.conf';

/**
 * One person's site on a small rented server: few connections, little memory, and nothing acknowledged is ever lost.
 * `postgresql.conf` includes this file last; ALTER SYSTEM still has the final word.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  max_connections: '60',
  shared_buffers: '16MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  effective_cache_size: '256MB',
  temp_buffers: '2MB',
  jit: 'off',
  // Reads are done by the backend that needs them: the pool of reading processes costs more than it gives here.
  io_method: 'sync',
  max_worker_processes: '2',
  max_parallel_workers: '1',
  max_parallel_workers_per_gather: '0',
  max_logical_replication_workers: '0',
  // Enough for pg_backup_start and one copy of the log at a time.
  wal_level: 'replica',
  max_wal_senders: '2',
  max_replication_slots: '2',
  wal_buffers: '1MB',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  autovacuum_max_workers: '1',
  autovacuum_worker_slots: '2',
  // Idle processes wake rarely; latches wake them at once when there is work.
  bgwriter_lru_maxpages: '0',
  wal_writer_delay: '1s',
  synchronous_commit: 'on',
  fsync: 'on',
  timezone: "'UTC'",
  log_timezone: "'UTC'",
  lc_messages: "'C'",
  log_destination: "'stderr'",
  logging_collector: 'off',
  // The kind of process first: a client hears its own errors, so that only the server's are ours to report.
  log_line_prefix: "'%b|'",
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  // Terse leaves out DETAIL, where rows' values would be.
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
};

/** For test runs only: a crash of the machine may lose everything. */
const THROWAWAY: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  max_wal_size: '1GB',
  file_copy_method: 'clone',
  autovacuum_naptime: '5min',
};

/** Writes our settings beside the server's own, whole or not at all. */
export async function writeSettings(dataDir: string, owner: Account, durable: boolean): Promise<void> {
  const settings = durable ? SETTINGS : { ...SETTINGS, ...THROWAWAY };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const text = `# Written by croft at every start. Change settings with ALTER SYSTEM instead.\n${lines.join('\n')}\n`;
  const draft = join(dataDir, `${SETTINGS_FILE}.${process.pid}`);
  await writeFile(draft, text, { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(draft, owner.uid, owner.gid);
  await rename(draft, join(dataDir, SETTINGS_FILE));
}
