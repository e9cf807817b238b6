import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { createLog } from '../../../core/log.ts';
import { temporaryDirectory } from '../../../tests/support/network.ts';
import { actions } from '../actions/index.ts';
import { ask } from '../methods/ask.ts';
import { listActions } from '../methods/list-actions.ts';
import { answeringSite } from '../providers/testing.ts';
import { testBot } from '../testing.ts';
import { loadPlugins } from './load-plugins.ts';
import type { ActionPlugin } from './plugin.ts';
import { testAction } from './testing.ts';

const site = answeringSite();
const log = createLog({ level: 'silent' });

/** A file of a plugin: `bread`, with what is given in its place. */
const plugin = (parts: Record<string, string> = {}, before = '') => {
  const whole = {
    api: '1',
    name: "'bread'",
    about: "'Tells of bread.'",
    usage: "'bread [KIND]'",
    examples: "['bread']",
    run: "() => 'There is bread.'",
    ...parts,
  };
  return `${before}\nexport default { ${Object.entries(whole)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} };\n`;
};

async function bot(t: TestContext, files: Record<string, string>, times = { load: 30_000, run: 1_500 }) {
  const directory = await temporaryDirectory(t);
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(directory, name), text);
  const plugins = await loadPlugins({ directory, builtIn: actions, web: site.web, log, times });
  t.after(() => plugins.stop());
  const ctx = testBot({ actions: [...actions, ...plugins.actions] });
  const say = async (text: string) => {
    const message = { room: 'irc/home/#mill', sender: { name: 'ann', account: 'ann' }, text, direct: false };
    return (await ask(ctx, message, { signal: new AbortController().signal })).answers
      .map(one => one.text)
      .join('\n');
  };
  const problems = Object.fromEntries(plugins.problems.map(({ file, problem }) => [file, problem]));
  return { ctx, say, problems };
}

test('a file in the folder is an action like any other: with its help, its phrases and what it is given', async t => {
  site.answers['/bakery'] = (request, response) =>
    void response.writeHead(201).end(`${request.method} ${request.headers['x-a']}`);
  const { ctx, say, problems } = await bot(t, {
    'bread.ts': plugin({
      aliases: "['loaf']",
      phrases: "['is there {kind} bread']",
      run: "async (args: string, ctx: any) => [ctx.sender.name, ctx.sender.account, ctx.room, ctx.bot.prefix, ctx.now.getUTCFullYear(), args].join(' ') + '\\n<b>'",
    }),
    'ask.mjs': plugin({
      name: "'ask'",
      run: "async (url, ctx) => { const { status, text } = await ctx.fetch(url, { method: 'POST', headers: { 'x-a': 'b' } }); return status + ' ' + text; }",
    }),
    'bread.test.ts': 'throw new Error("not a plugin")',
    'notes.md': 'nothing',
  });
  assert.deepEqual(problems, {});
  assert.equal(await say('!loaf rye'), 'ann ann irc/home/#mill ! 2026 rye\n<b>');
  assert.equal(await say('croft: is there white bread?'), 'ann ann irc/home/#mill ! 2026 white\n<b>');
  assert.match(await say('!help bread'), /^!bread \[KIND\] — Tells of bread\./);
  assert.equal(await say(`!ask ${site.origin}/bakery`), '201 POST b');
  assert.equal(await say('!ask http://10.0.0.1/'), 'ask does not work right now.');
  assert.ok(listActions(ctx).actions.some(({ name }) => name === 'bread'));
});

test('a plugin rests for as long as it says, and is for whom it says', async t => {
  const { say, problems } = await bot(t, {
    'bread.ts': plugin({ cooldown: '60' }),
    'oven.ts': plugin({ name: "'oven'", role: "'moderator'" }),
    'stone.ts': plugin({ name: "'stone'", role: "'king'" }),
    'sand.ts': plugin({ name: "'sand'", cooldown: '0.5' }),
  });
  assert.deepEqual(Object.keys(problems), ['sand.ts', 'stone.ts']);
  assert.equal(await say('!bread'), 'There is bread.');
  assert.match(await say('!bread'), /^One moment: bread rests here for \d+ s\.$/);
  assert.match(await say('!oven'), /^Only moderators of this room/);
  assert.match(await say('!help bread'), /It rests for 60 s/);
});

test('a plugin that is broken is named with what is wrong, and the others and the bot do their work', async t => {
  const { say, problems } = await bot(
    t,
    {
      'good.ts': plugin(),
      'syntax.ts': 'export default {',
      'throws.ts': plugin({}, 'throw new Error("no oven");'),
      'exits.ts': plugin({}, 'process.exit(1);'),
      'nothing.ts': 'export const a = 1;',
      'old.ts': plugin({ api: '2', name: "'old'" }),
      'noname.ts': plugin({ name: "'Two Words'" }),
      'taken.ts': plugin({ name: "'roll'" }),
      'twice.ts': plugin({ name: "'other'", aliases: "['bread']" }),
    },
    { load: 30_000, run: 1_500 },
  );
  assert.match(problems['syntax.ts']!, /Expression expected|Unexpected/);
  assert.equal(problems['throws.ts'], 'no oven');
  assert.equal(problems['exits.ts'], 'it ended by itself');
  assert.match(problems['nothing.ts']!, /no function `run`/);
  assert.match(problems['old.ts']!, /^`api` is 2: it was written for another version/);
  assert.match(problems['noname.ts']!, /^`name` must be one word/);
  assert.equal(problems['taken.ts'], 'something else is called roll already');
  assert.equal(problems['twice.ts'], 'something else is called bread already');
  assert.equal(await say('!bread; !ping'), 'There is bread.\npong');
});

test('one that is never loaded is not waited for', async t => {
  const waits = plugin({}, 'await new Promise(resolve => setInterval(resolve, 1e8));');
  const { problems } = await bot(t, { 'waits.ts': waits }, { load: 300, run: 300 });
  assert.deepEqual(problems, { 'waits.ts': 'it takes too long to load' });
});

test('one that throws, hangs, exits or says nonsense is answered for in time, and works again afterwards', async t => {
  const { say } = await bot(t, {
    'bread.ts': plugin({
      run: `(how: string, ctx: any) => {
        if (how === 'throw') throw new Error('secret of the oven');
        if (how === 'refuse') ctx.refuse('There is no such bread.');
        if (how === 'loop') for (;;) {}
        if (how === 'never') return new Promise(() => {});
        if (how === 'exit') process.exit(0);
        if (how === 'later') { setTimeout(() => { throw new Error('out of turn'); }, 1); return new Promise(() => {}); }
        if (how === 'number') return 7;
        if (how === 'quiet') return '';
        return 'There is bread.';
      }`,
    }),
  });
  const started = performance.now();
  for (const [how, said] of [
    ['throw', 'bread does not work right now.'],
    ['refuse', 'There is no such bread.'],
    ['loop', 'bread took too long.'],
    ['never', 'bread took too long.'],
    ['exit', 'bread does not work right now.'],
    ['later', 'bread does not work right now.'],
    ['number', 'bread does not work right now.'],
    ['quiet', ''],
  ] as const) {
    assert.equal(await say(`!bread ${how}`), said, how);
    assert.equal(await say('!bread'), 'There is bread.', `after ${how}`);
  }
  assert.ok(performance.now() - started < 50_000);
});

test('no folder is no plugins', async () => {
  const directory = '/nowhere/actions';
  assert.deepEqual((await loadPlugins({ directory, builtIn: actions, web: site.web, log })).actions, []);
});

test('an owner tests a plugin with lines as people write them', async () => {
  const bread: ActionPlugin = {
    ...{ api: 1, name: 'bread', about: 'Tells of bread.', usage: 'bread [KIND]', examples: ['bread rye'] },
    phrases: ['is there {kind} bread'],
    async run(kind, ctx) {
      if (kind === 'stone') ctx.refuse('That is no bread.');
      if (kind === 'far') return (await ctx.fetch('https://bakery.example/')).text;
      return `${ctx.sender.name}: ${kind} ${ctx.random(6)}`;
    },
  };
  const { say, unread } = testAction(bread, {
    fetch: async () => ({ status: 200, headers: {}, text: 'far bread' }),
  });
  assert.deepEqual(unread, []);
  assert.equal(await say('!bread rye'), 'ann: rye 6');
  assert.equal(await say('croft: is there white bread?'), 'ann: white 6');
  assert.equal(await say('!bread stone'), 'That is no bread.');
  assert.equal(await say('!bread far'), 'far bread');
  assert.equal(await say('bread is good'), undefined);
  assert.deepEqual(testAction({ ...bread, examples: ['loaf'] }).unread, ['loaf']);
  assert.throws(() => testAction({ ...bread, about: '' }), /would not be loaded: `about` must not be empty/);
  await assert.rejects(testAction(bread).say('!bread far'), /knows no answer/);
});
