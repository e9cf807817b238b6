import type { Kysely } from 'kysely';
import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import { OWNER } from '../../contract/common.ts';
import type { Actions, Match, Rule } from '../../contract/rules.ts';
import { compileMatch } from '../../rules/compile.ts';
import type { Schema } from '../../schema.ts';
import { lockReader } from '../../store/readers.ts';
import { addRule, changeRule, listRules } from '../../store/rules.ts';

/** Conditions with a pattern in all rules of a person: each may take some tenths of a second of a long item. */
const MOST_PATTERNS = 50;

export interface RuleInput {
  readonly account: string;
  readonly id?: string | undefined;
  readonly name: string;
  readonly match: Match;
  readonly actions: Actions;
  readonly enabled: boolean;
}

/** Adds or changes a rule. Throws `invalid` for a broken one, `forbidden` for a room that is not the person's to speak in. */
export async function saveRule(ctx: Pick<ReaderContext, 'db'>, input: RuleInput): Promise<{ rule: Rule }> {
  return { rule: await ctx.db.transaction().execute(tx => putRule(tx, input)) };
}

/** The same in a transaction. */
export async function putRule(tx: Kysely<Schema>, { account, id, ...rule }: RuleInput): Promise<Rule> {
  checkActions(account, rule.actions);
  compileMatch(rule.match);
  const reader = await lockReader(tx, account);
  const others = (await listRules(tx, account)).filter(other => other.id !== id);
  const patterns = [...others, rule].reduce((sum, { match }) => sum + countPatterns(match), 0);
  if (patterns > MOST_PATTERNS)
    throw new AppError(
      'conflict',
      `All rules together may have ${MOST_PATTERNS} patterns: say some of them with words.`,
    );
  return id === undefined ? await addRule(tx, reader.id, rule) : await changeRule(tx, reader.id, id, rule);
}

function checkActions(account: string, actions: Actions): void {
  if (actions.room !== undefined && account !== OWNER)
    throw new AppError('forbidden', 'Only the owner of the site may have the bot speak in a room.');
  const { hide, read, star, tags, notify, room, stop } = actions;
  if (!hide && !read && !star && !notify && !stop && tags.length === 0 && room === undefined)
    throw new AppError('invalid', 'The rule does nothing yet: choose at least one thing for it to do.');
}

function countPatterns({ conditions }: Match): number {
  return conditions.filter(condition => condition.operator === 'pattern').length;
}
