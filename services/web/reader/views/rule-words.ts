import type { Actions, Condition, Match } from '../../../reader/contract.ts';

export const FIELD_NAMES: Readonly<Record<Condition['field'], string>> = {
  title: 'Title',
  author: 'Author',
  text: 'Text',
  link: 'Link',
  feed: 'Feed',
  feedTag: 'Feed’s tag',
  category: 'Category',
};

export const OPERATOR_NAMES: Readonly<Record<Condition['operator'], string>> = {
  contains: 'contains',
  is: 'is',
  starts: 'starts with',
  word: 'has the word',
  pattern: 'fits the pattern',
};

const CONTRARY: Readonly<Record<Condition['operator'], string>> = {
  contains: 'does not contain',
  is: 'is not',
  starts: 'does not start with',
  word: 'does not have the word',
  pattern: 'does not fit the pattern',
};

/** What a rule is about, in a sentence. */
export function matchWords({ every, conditions }: Match): string {
  return conditions
    .map(
      ({ field, operator, value, not }) =>
        `${FIELD_NAMES[field].toLowerCase()} ${(not ? CONTRARY : OPERATOR_NAMES)[operator]} “${value}”`,
    )
    .join(every ? ' and ' : ' or ');
}

/** What a rule does, in a sentence. */
export function actionWords({ hide, read, star, tags, notify, room, stop }: Actions): string {
  const deeds = [
    hide && 'hide it',
    read && 'mark it as read',
    star && 'star it',
    tags.length > 0 && `tag it ${tags.map(tag => `“${tag}”`).join(', ')}`,
    notify && 'tell me',
    room !== undefined && `say it in ${room}`,
    stop && 'look at no later rule',
  ];
  return deeds.filter(deed => deed !== false).join(', ');
}
