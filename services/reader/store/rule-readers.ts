import { type Kysely, sql } from 'kysely';
import type { Actions, Match } from '../contract/rules.ts';
import type { SubjectFeed } from '../rules/subject.ts';
import type { Schema } from '../schema.ts';
import { feedTitle } from './feed-row.ts';

/** Somebody who reads a feed and has rules, and what these say. */
export interface RuleReader {
  readonly reader_id: number;
  readonly account: string;
  readonly feed: SubjectFeed;
  /** In their order. */
  readonly rules: readonly { readonly name: string; readonly match: Match; readonly actions: Actions }[];
}

/** Everybody who reads the feed and has rules that are not switched off. */
export async function ruleReaders(tx: Kysely<Schema>, feedId: number): Promise<RuleReader[]> {
  const found = await sql<RuleReader>`
    select sub.reader_id, r.account, u.rules,
      json_build_object('title', ${feedTitle}, 'url', f.url, 'tags', sub.tags) as feed
    from subscriptions sub
    join feeds f on f.id = sub.feed_id
    join readers r on r.id = sub.reader_id
    cross join lateral (
      select json_agg(json_build_object('name', u.name, 'match', u.match, 'actions', u.actions)
        order by u.position, u.id) as rules
      from rules u where u.reader_id = sub.reader_id and u.enabled
    ) u
    where sub.feed_id = ${feedId} and u.rules is not null`.execute(tx);
  return found.rows;
}
