import { type Kysely, sql } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { Actions, Match, Rule } from '../contract/rules.ts';
import type { Schema } from '../schema.ts';
import { toId } from './feed-row.ts';

/** Rules of one person. */
const MOST = 100;

interface RuleRow {
  readonly id: number;
  readonly name: string;
  readonly match: Match;
  readonly actions: Actions;
  readonly enabled: boolean;
  readonly apply_below: number | null;
  readonly applied_looked: number | null;
  readonly applied_total: number | null;
  readonly applied_matched: number | null;
}

const COLUMNS = sql`u.id, u.name, u.match, u.actions, u.enabled, u.apply_below, u.applied_looked, u.applied_total,
  u.applied_matched`;

/** A person's rules in their order. */
export async function listRules(db: Kysely<Schema>, account: string): Promise<Rule[]> {
  const found = await sql<RuleRow>`
    select ${COLUMNS} from rules u join readers r on r.id = u.reader_id
    where r.account = ${account} order by u.position, u.id`.execute(db);
  return found.rows.map(toRule);
}

export interface RuleParts {
  readonly name: string;
  readonly match: Match;
  readonly actions: Actions;
  readonly enabled: boolean;
}

/** Adds a rule as the last. Throws `conflict` when there are too many. The person is locked. */
export async function addRule(tx: Kysely<Schema>, readerId: number, rule: RuleParts): Promise<Rule> {
  const added = await sql<RuleRow>`
    insert into rules as u (reader_id, position, name, match, actions, enabled)
    select ${readerId}, coalesce(max(o.position), 0) + 1, ${rule.name}, ${JSON.stringify(rule.match)}::jsonb,
      ${JSON.stringify(rule.actions)}::jsonb, ${rule.enabled}
    from rules o where o.reader_id = ${readerId} having count(*) < ${MOST}
    returning ${COLUMNS}`.execute(tx);
  const row = added.rows[0];
  if (!row) throw new AppError('conflict', `There are ${MOST} rules already: put some of them together.`);
  return toRule(row);
}

/** Throws `not_found`. What was being applied to is not gone on with. */
export async function changeRule(
  tx: Kysely<Schema>,
  readerId: number,
  id: string,
  rule: RuleParts,
): Promise<Rule> {
  const changed = await sql<RuleRow>`
    update rules u set name = ${rule.name}, match = ${JSON.stringify(rule.match)}::jsonb,
      actions = ${JSON.stringify(rule.actions)}::jsonb, enabled = ${rule.enabled}, apply_below = null,
      applied_looked = null, applied_total = null, applied_matched = null
    where u.reader_id = ${readerId} and u.id = ${toId(id) ?? 0}
    returning ${COLUMNS}`.execute(tx);
  return toRule(changed.rows[0] ?? noRule());
}

export async function removeRule(tx: Kysely<Schema>, readerId: number, id: string): Promise<void> {
  await sql`delete from rules where reader_id = ${readerId} and id = ${toId(id) ?? 0}`.execute(tx);
}

/** Puts rules in the order of their ids; the others follow as they were. */
export async function orderRules(
  tx: Kysely<Schema>,
  readerId: number,
  ids: readonly string[],
): Promise<void> {
  const known = ids.map(toId).filter(id => id !== undefined);
  await sql`
    update rules u set position = o.n from (
      select id, row_number() over (order by array_position(${known}::bigint[], id), position, id) as n
      from rules where reader_id = ${readerId}
    ) o where u.id = o.id`.execute(tx);
}

export function noRule(): never {
  throw new AppError('not_found', 'There is no such rule.');
}

function toRule(row: RuleRow): Rule {
  const { apply_below, applied_looked, applied_total, applied_matched } = row;
  return {
    id: String(row.id),
    name: row.name,
    match: row.match,
    actions: row.actions,
    enabled: row.enabled,
    ...(applied_total === null
      ? {}
      : {
          applied: {
            running: apply_below !== null,
            looked: applied_looked ?? 0,
            total: applied_total,
            matched: applied_matched ?? 0,
          },
        }),
  };
}
