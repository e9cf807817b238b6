import { SettledRule } from '../../archive/settings.ts';
import type { ReaderContext } from '../../context.ts';
import { listRules } from '../../store/rules.ts';
import { feedSettings } from './feed-settings.ts';

/** What a person has decided, apart from their feeds and items, as JSON. */
export async function exportSettings(
  { db }: Pick<ReaderContext, 'db'>,
  { account }: { account: string },
): Promise<{ json: string }> {
  const [rules, feeds] = await Promise.all([listRules(db, account), feedSettings(db, account)]);
  return {
    json: `${JSON.stringify({ rules: rules.map(rule => SettledRule.parse(rule)), feeds }, null, 2)}\n`,
  };
}
