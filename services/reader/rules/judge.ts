import { setImmediate as breathe } from 'node:timers/promises';
import { titleOf } from '../contract/item-title.ts';
import type { Actions } from '../contract/rules.ts';
import type { NewItem, Verdict } from '../store/items.ts';
import type { RuleReader } from '../store/rule-readers.ts';
import { compileMatch, type Matcher } from './compile.ts';
import { type Subject, subjectOfNew } from './subject.ts';

/** Milliseconds after which other work has its turn. */
const TURN = 20;

/** A rule that tells of an item. */
export interface Telling {
  /** Number of the item in the list that was judged. */
  readonly n: number;
  readonly reader_id: number;
  readonly account: string;
  readonly rule: string;
  readonly notify: boolean;
  readonly room: string | undefined;
  readonly title: string;
  readonly url: string | null;
  readonly feedTitle: string;
  /** Once it is there. */
  readonly item_id?: number | undefined;
}

export interface Judged {
  readonly verdicts: Verdict[];
  readonly tellings: Telling[];
}

export interface NamedRule {
  readonly name: string;
  readonly test: Matcher;
  readonly actions: Actions;
}

/** What the rules of a feed's readers say of its new items, and whom they tell. Gives way between items. */
export async function judge(readers: readonly RuleReader[], items: readonly NewItem[]): Promise<Judged> {
  const judged: Judged = { verdicts: [], tellings: [] };
  let turn = performance.now();
  for (const reader of readers) {
    const rules = reader.rules.map(({ name, match, actions }) => ({
      name,
      test: compileMatch(match),
      actions,
    }));
    for (const [n, item] of items.entries()) {
      const said = applyRules(rules, subjectOfNew(item, reader.feed));
      if (said.marks) judged.verdicts.push({ n, reader_id: reader.reader_id, ...said.marks });
      for (const { name, actions } of said.telling)
        judged.tellings.push({
          n,
          reader_id: reader.reader_id,
          account: reader.account,
          rule: name,
          notify: actions.notify,
          room: actions.room,
          title: titleOf(item),
          url: item.url,
          feedTitle: reader.feed.title,
        });
      if (performance.now() - turn < TURN) continue;
      await breathe();
      turn = performance.now();
    }
  }
  return judged;
}

/** What rules say together of one item: its marks, undefined when it stays as it is, and the rules that tell of it. */
export function applyRules(
  rules: readonly NamedRule[],
  subject: Subject,
): { marks: Omit<Verdict, 'n' | 'reader_id'> | undefined; telling: NamedRule[] } {
  const fitting: NamedRule[] = [];
  for (const rule of rules) {
    if (!rule.test(subject)) continue;
    fitting.push(rule);
    if (rule.actions.stop) break;
  }
  const some = (action: 'hide' | 'read' | 'star') => fitting.some(({ actions }) => actions[action]);
  const marks = {
    hidden: some('hide'),
    read: some('read'),
    starred: some('star'),
    tags: [...new Set(fitting.flatMap(({ actions }) => actions.tags))],
  };
  const says = marks.hidden || marks.read || marks.starred || marks.tags.length > 0;
  return {
    marks: says ? marks : undefined,
    telling: fitting.filter(({ actions }) => actions.notify || actions.room !== undefined),
  };
}
