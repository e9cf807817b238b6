import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import pg from 'pg';
import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import { type Client, createRpcClient } from '../../core/rpc/index.ts';
import { runDirectory, socketPaths } from '../../core/service/run-directory.ts';
import { Actions, Match } from '../../services/reader/contract/rules.ts';
import { OWNER, readerContract } from '../../services/reader/contract.ts';
import { feedServer, rss } from '../../services/reader/testing/feed-server.ts';
import { startCroft } from '../support/croft.ts';
import { testDatabase } from '../support/database.ts';
import { temporaryDirectory } from '../support/network.ts';
import { findNgircd, startNgircd } from './support/ngircd.ts';
import { joinAs } from './support/person.ts';

const program = findNgircd();
const RULES = 4;
/** Milliseconds in which a feed that is due is polled, on a busy machine. */
const POLLED = 45_000;
/** Milliseconds after which a job whose process was killed has run again there. */
const DEAD_JOB = 45_000;

function readerAt(t: TestContext, data: string): Client<typeof readerContract> {
  const { rpc: path } = socketPaths(runDirectory(data), 'reader');
  const client = createRpcClient(readerContract, {
    resolve: () => ({ kind: 'unix', path }),
    log: createLog({ level: 'silent' }),
    metrics: new Metrics(),
  });
  t.after(() => client.close());
  return client;
}

test('what rules send is said in a channel by the bot, once and wholly, also when the reader is killed in the middle of it', {
  skip: program === undefined && 'ngircd is not installed',
  timeout: 120_000,
}, async t => {
  const [server, feeds] = await Promise.all([startNgircd(t, program!), feedServer(t)]);
  const url = await testDatabase(t);
  const directory = await temporaryDirectory(t);
  const network = {
    ...{ name: 'net', kind: 'irc', host: '127.0.0.1', port: server.port, tls: false },
    channels: ['#news'],
  };
  const config = { server: { fetchAllow: ['127.0.0.1'] }, relay: { networks: [network] } };
  await writeFile(join(directory, 'croft.config.ts'), `export default ${JSON.stringify(config)};`);
  const env = { DATABASE_URL: url, PORT: '0' };
  const ada = await joinAs(t, server.port, 'ada', '#news');
  const others = await startCroft(t, { args: ['bot', 'relay'], directory, env });
  const first = await startCroft(t, { args: ['reader'], directory, env });
  await Promise.all([others.line(/Ready/), first.line(/Ready/)]);
  await ada.sees(/^:croft!\S+ JOIN :?#news/);

  const reader = readerAt(t, join(directory, 'data'));
  feeds.pages['/feed'] = { body: rss(['old']) };
  await reader.subscribe({ account: OWNER, url: `${feeds.origin}/feed` });
  for (let rule = 1; rule <= RULES; rule++)
    await reader.saveRule({
      ...{ account: OWNER, name: `Rule ${rule}` },
      match: Match.parse({ conditions: [{ field: 'title', operator: 'word', value: 'alert' }] }),
      actions: Actions.parse({ room: 'irc/net/#news' }),
    });
  // The kill comes after something was said, and before it is noted that it was.
  await using db = await slowToForget(url);
  feeds.pages['/feed'] = { body: rss(['alert', 'old']) };
  await db.client.query('update reader.feeds set next_poll_at = now()');
  await ada.sees(/^:croft!\S+ PRIVMSG #news :Rule 1: Title alert \(A feed\) — http/, 0, POLLED);
  const killed = once(first.process, 'exit');
  first.process.kill('SIGKILL');
  await killed;
  const { rows } = await db.client.query('select text from reader.messages order by number');
  assert.equal(rows.length, RULES, 'nothing was noted as said');
  await db.hurry();

  await startCroft(t, { args: ['reader'], directory, env });
  await ada.sees(new RegExp(`PRIVMSG #news :Rule ${RULES}: `), 0, DEAD_JOB);
  const said = ada.lines.map(line => /PRIVMSG #news :(Rule \d): Title alert/.exec(line)?.[1]).filter(Boolean);
  assert.deepEqual(said, ['Rule 1', 'Rule 2', 'Rule 3', 'Rule 4']);
});

interface SlowDatabase extends AsyncDisposable {
  readonly client: pg.Client;
  /** Undoes what is under way, as it is when nobody is left to commit it, and is slow no more. */
  hurry(): Promise<void>;
}

/** A database that takes a minute over the note that something was said. */
async function slowToForget(url: string): Promise<SlowDatabase> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`
    create function reader.slow() returns trigger language plpgsql as
      $$ begin perform pg_sleep(60); return old; end $$;
    create trigger slow before delete on reader.messages for each row execute function reader.slow()`);
  const hurry = async () => {
    await client.query(`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event = 'PgSleep'`);
    await client.query('drop trigger slow on reader.messages');
  };
  return { client, hurry, [Symbol.asyncDispose]: () => client.end() };
}
