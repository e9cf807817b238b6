import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import pg from 'pg';
import { createLog } from '../log.ts';
import { startEmbedded } from './embedded/start.ts';
import { copyCluster } from './embedded/testing.ts';

/** The variable by which a test run hands its server to the processes that run the test files. */
export const TEST_DATABASE = 'CROFT_TEST_DATABASE';

export interface TestServer {
  /** A database whose role may create others. */
  readonly url: string;
  stop(): Promise<void>;
}

const MEMORY = '/dev/shm';
/** Bytes: a run's databases and its log take about a tenth, and browsers share the place. */
const ROOM = 8 * 2 ** 30;

let own: Promise<TestServer> | undefined;

/** Databases whose test is over. They are dropped a little later, when the test's own hooks have let go of them. */
const finished = new Set<string>();
/** Prepared databases that are known to be there. */
const templates = new Set<string>();
/** What databases are made and dropped through: a connection is a process of the server, which costs as much as a database. */
let line: Promise<Line> | undefined;
let sweeping = false;

/** Has what the types of `pg` leave out. */
type Line = pg.Client & { ref(): void; unref(): void };

/** A database that many tests begin with. */
export interface Prepared {
  /** Stands for what is in it. */
  readonly name: string;
  /** Fills the empty database at this address. */
  fill(url: string): Promise<void>;
}

/**
 * A fresh database for this test, dropped after it: empty, or a copy of a prepared one, which is made once for all tests of
 * a run. It is on the run's server, or, when a file is run alone, on one of the file's own that ends with the process.
 */
export async function testDatabase(t: TestContext, prepared?: Prepared): Promise<string> {
  const server = await serverUrl();
  if (!sweeping && !own) process.once('beforeExit', () => dropFinished(server, 'with (force)'));
  sweeping = true;
  await dropFinished(server, '');
  const name = `test_${randomBytes(8).toString('hex')}`;
  // A server that outlives the run is left without templates, which would grow old there.
  const copied = prepared && !process.env['TEST_DATABASE_URL'];
  const template = copied ? await templateOf(server, prepared) : 'template0';
  await execute(server, create(name, template));
  t.after(() => finished.add(name));
  const url = addressOf(server, name);
  if (prepared && !copied) await prepared.fill(url);
  return url;
}

/** The name of a prepared database, made when it is not there: one process makes it, the others wait. */
async function templateOf(server: string, { name, fill }: Prepared): Promise<string> {
  const template = `prepared_${name}`;
  if (templates.has(template)) return template;
  const client = new pg.Client(server);
  client.on('error', () => {}); // the query under way reports it
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [template]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
    if (rowCount) return remember(template);
    // Under another name until it is whole.
    const draft = `${template}_draft`;
    await client.query(`drop database if exists ${draft}`);
    await client.query(create(draft, 'template0'));
    await fill(addressOf(server, draft));
    await client.query(`alter database ${draft} rename to ${template}`);
    return remember(template);
  } finally {
    await client.end();
  }
}

function remember(template: string): string {
  templates.add(template);
  return template;
}

/** Its files are copied: to write every page of them to the log as well, which is the default, costs three times as much. */
function create(name: string, template: string): string {
  return `create database ${name} template ${template} strategy file_copy`;
}

function addressOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = database;
  return url.href;
}

async function serverUrl(): Promise<string> {
  return process.env[TEST_DATABASE] ?? process.env['TEST_DATABASE_URL'] ?? (await ownServer()).url;
}

async function dropFinished(server: string, how: string): Promise<void> {
  for (const name of finished) {
    const dropped = await execute(server, `drop database if exists ${name} ${how}`).then(
      () => true,
      () => false, // still in use: next time
    );
    if (dropped) finished.delete(name);
  }
}

/** Starts the server that a test run shares: in memory where there is room and, since a crash loses nothing, without fsync. */
export async function startTestServer(): Promise<TestServer> {
  const external = process.env['TEST_DATABASE_URL'];
  if (external) return { url: external, stop: async () => {} };
  const directory = await mkdtemp(join(await placeForFiles(), 'croft-test-'));
  await chmod(directory, 0o755); // as root we run the server as another user, who has to get in
  const dataDir = join(directory, 'postgres');
  await copyCluster(dataDir);
  const server = await startEmbedded({
    dataDir,
    log: createLog({ level: 'warn' }),
    durable: false,
  });
  const admin = new pg.Client(server.adminUrl);
  await admin.connect();
  await admin.query('alter role croft createdb');
  await admin.end();
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Linux's file system in memory, or the directory for temporary files where that is missing or small. */
async function placeForFiles(): Promise<string> {
  const room = await statfs(MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return room > ROOM ? MEMORY : tmpdir();
}

function ownServer(): Promise<TestServer> {
  own ??= startTestServer().then(server => {
    process.once('beforeExit', () => server.stop());
    return server;
  });
  return own;
}

async function execute(url: string, statement: string): Promise<void> {
  line ??= connect(url).catch(error => {
    line = undefined;
    throw error;
  });
  const client = await line;
  client.ref();
  await client.query(statement).finally(() => client.unref()); // alone it does not keep this process from ending
}

async function connect(url: string): Promise<Line> {
  const client = new pg.Client(url) as Line;
  client.on('error', () => {}); // the query under way reports it
  client.once('end', () => {
    line = undefined;
  });
  await client.connect();
  return client;
}
