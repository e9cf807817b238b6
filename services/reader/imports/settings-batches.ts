import type { Kysely } from 'kysely';
import { toAppError } from '../../../core/errors.ts';
import { readSettings, SettledFeed, SettledRule } from '../archive/settings.ts';
import { putFeedSettings } from '../methods/archive/feed-settings.ts';
import { putRule } from '../methods/rules/save-rule.ts';
import type { Schema } from '../schema.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { listRules } from '../store/rules.ts';
import type { Batch } from './batch.ts';
import type { ItemResult } from './item-batches.ts';

type Outcome = ItemResult['outcome'];

/** Takes in rules and how feeds are read and fetched, as `exportSettings` gives them out; undefined for another document. */
export function settingsBatches(json: string, account: string): Batch<ItemResult>[] | undefined {
  const settings = readSettings(json);
  if (!settings) return undefined;
  const { rules, feeds } = settings;
  const all = [
    ...rules.map(rule => (tx: Kysely<Schema>) => takeRule(tx, account, rule)),
    ...feeds.map(feed => (tx: Kysely<Schema>) => takeFeed(tx, account, feed)),
  ];
  return all.map((take, n) => ({
    size: 1,
    take: async db => [{ number: n + 1, ...(await take(db)) }],
  }));
}

async function takeRule(db: Kysely<Schema>, account: string, raw: unknown) {
  const rule = SettledRule.safeParse(raw);
  if (!rule.success) return broken('Rule', rule.error.issues[0]!);
  const said = JSON.stringify(rule.data);
  return await told(`Rule: ${rule.data.name}`, () =>
    inTransaction(db, async tx => {
      const known = (await listRules(tx, account)).some(
        other => JSON.stringify(SettledRule.parse(other)) === said,
      );
      if (!known) await putRule(tx, { account, ...rule.data });
      return known ? 'known' : 'added';
    }),
  );
}

async function takeFeed(db: Kysely<Schema>, account: string, raw: unknown) {
  const feed = SettledFeed.safeParse(raw);
  if (!feed.success) return broken('Feed', feed.error.issues[0]!);
  return await told(`Feed: ${feed.data.url}`, () => putFeedSettings(db, account, feed.data));
}

function broken(what: string, issue: { path: PropertyKey[]; message: string }) {
  const message = `${issue.path.join('.') || what}: ${issue.message}.`;
  return { label: what, outcome: 'invalid' as Outcome, message };
}

async function told(label: string, put: () => Promise<Outcome>) {
  try {
    return { label, outcome: await put() };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal' || error.code === 'unavailable') throw thrown;
    return { label, outcome: 'invalid' as Outcome, message: error.message };
  }
}
