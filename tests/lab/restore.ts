import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Figures } from './support/figures.ts';
import { HOST, noLab, startLab } from './support/lab.ts';
import { CONFIG, startMemcached } from './support/site.ts';

const MEDIA = '/var/lib/croft/api/media';

test('of servers and a database that are lost, a backup brings back all, or nothing when it breaks off', {
  skip: noLab() ?? false,
  timeout: 1_200_000,
}, async t => {
  const figures = new Figures();
  const lab = await startLab(t, figures);
  await lab.configure(CONFIG);
  await lab.croft('release');
  await lab.croft('apply');
  await startMemcached(lab);
  const scopes = ['--scope', 'admin', '--scope', 'write'];
  const { token } = await lab.croft('exec', 'api', 'token', 'create', 'laptop', '--', ...scopes);
  const post = JSON.stringify({ markdown: 'Bread is back.', status: 'published' });
  const ask = `curl -sk --resolve ${HOST}:443:10.77.0.1 -H 'authorization: Bearer ${token}' -H 'content-type: application/json'`;
  await lab.on(1, `${ask} -d '${post}' https://${HOST}/api/v1/posts`);
  const posts = async () => (await lab.get('/api/v1/posts')).body;
  const before = await posts();
  assert.match(before, /Bread is back/);
  await lab.on(
    2,
    `mkdir -p ${MEDIA} && cd ${MEDIA} && for i in 1 2 3; do head -c 500000 /dev/urandom > f$i; done && chown -R croft-api: .`,
  );
  const sums = `cd ${MEDIA} && cat f* | sha256sum`;
  const sum = await lab.on(2, sums);
  await lab.croft('backup', '--fetch', 'kept');

  await assert.rejects(lab.croft('restore', 'kept'), /runs: nothing was touched/);
  for (const host of [1, 2, 3]) await lab.on(host, "systemctl stop 'croft-*@*'");
  await assert.rejects(lab.croft('restore', 'kept'), /already: nothing was touched. Move aside/);
  for (const host of [1, 2, 3])
    await lab.on(host, 'cd /var/lib/croft && for s in *; do mv $s $s.before; done');
  await assert.rejects(lab.croft('restore', 'kept'), /The database has the schema/);
  await lab.emptyDatabase();
  // What stands in the way of the last files to be put in their place is found when all others are.
  await lab.on(2, 'touch /var/lib/croft/reader');
  await assert.rejects(lab.croft('restore', 'kept'), /reader/);
  assert.equal(
    await lab.on(2, 'cd /var/lib/croft && find . -path "./*.before" -prune -o -type f -print'),
    './reader',
  );
  await lab.on(2, 'rm /var/lib/croft/reader');

  await lab.croft('restore', 'kept');
  await lab.croft('apply');
  for (let turn = 0; (await lab.get('/api/v1/posts')).status !== 200; turn++) {
    assert.ok(turn < 120, 'the site answers');
    await sleep(500);
  }
  assert.equal(await posts(), before);
  assert.equal(await lab.on(2, sums), sum);
  assert.equal(await lab.on(2, `stat -c %U ${MEDIA}/f1`), 'croft-api');
  t.diagnostic(`\n${figures}`);
});
