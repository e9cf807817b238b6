import net from 'node:net';
import pg from 'pg';
import { connectionConfig } from '../../core/db/connection.ts';
import { runDirectory, socketPaths } from '../../core/service/run-directory.ts';
import type { Config } from '../config.ts';
import { serviceNames } from '../services.ts';
import { askSocket } from '../supervisor/control.ts';
import { type Finding, finding } from './check.ts';

const PATIENCE_MS = 2_000;

interface DatabaseFacts {
  readonly version: string;
  readonly number: number;
  /** Connections that there are, and may be. */
  readonly used: number;
  readonly most: number;
}

const FACTS = `
  select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most,
    (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used`;

/** What two processes may need (docs/SCALE.md): where fewer are left, a deploy may find none. */
const LEAST_LEFT = 24;

export function judgeDatabase({ version, number, used, most }: DatabaseFacts): Finding {
  if (number < 150_000) return finding('database', 'fail', `PostgreSQL ${version} is too old: 15 or newer.`);
  const words = `PostgreSQL ${version}, ${used} of ${most} connections are taken`;
  return most - used >= LEAST_LEFT
    ? finding('database', 'ok', words)
    : finding('database', 'warn', `${words}: raise its max_connections.`);
}

export async function checkDatabase({ server }: Config): Promise<Finding> {
  if (server.database === undefined)
    return finding('database', 'ok', 'embedded PostgreSQL, started with Croft');
  const client = new pg.Client({
    ...connectionConfig(server.database),
    connectionTimeoutMillis: PATIENCE_MS,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<DatabaseFacts>(FACTS);
    return judgeDatabase(rows[0]!);
  } catch (error) {
    return finding('database', 'fail', `DATABASE_URL does not answer: ${(error as Error).message}`);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Every memcached node is asked for its version; one that is down costs speed, never answers. */
export async function checkMemcached({ server }: Config): Promise<Finding[]> {
  if (server.memcached.length === 0)
    return [finding('memcached', 'ok', 'none configured: the cache is in memory')];
  return Promise.all(
    server.memcached.map(async node => {
      const answer = await ask(node, 'version\r\n');
      return answer?.startsWith('VERSION')
        ? finding('memcached', 'ok', `${node}: ${answer.trim()}`)
        : finding(
            'memcached',
            'warn',
            `${node} does not answer; its share of the cache is missing until it does.`,
          );
    }),
  );
}

export async function checkServices(config: Config): Promise<Finding[]> {
  const run = runDirectory(config.data, config.server.run);
  return Promise.all(
    serviceNames.map(async service => {
      const answer = await askSocket(socketPaths(run, service).internal, '/readyz');
      if (answer === undefined) return finding(service, 'warn', 'not running; `croft start` runs it');
      return answer.status === 200
        ? finding(service, 'ok', 'ready')
        : finding(service, 'fail', String(answer.body).trim());
    }),
  );
}

function ask(node: string, line: string): Promise<string | undefined> {
  return new Promise(resolve => {
    const at = node.lastIndexOf(':');
    const host = node.slice(0, at).replace(/^\[|\]$/g, '');
    const socket = node.startsWith('unix:')
      ? net.connect(node.slice(5))
      : net.connect(Number(node.slice(at + 1)), host);
    const end = (text: string | undefined) => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(PATIENCE_MS, () => end(undefined));
    socket
      .once('connect', () => socket.write(line))
      .once('data', data => end(data.toString()))
      .once('error', () => end(undefined));
  });
}
