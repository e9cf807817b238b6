import { type RawBuilder, sql } from 'kysely';
import { isSaved } from './readers.ts';

/** What can be true of an item for a person. */
export type Condition =
  | { readonly is: 'unread' | 'read' | 'starred' | 'saved' }
  | { readonly is: 'in_feed'; readonly feedId: number }
  /** In a feed with this tag. */
  | { readonly is: 'in_folder'; readonly tag: string }
  /** In a feed without any tag. */
  | { readonly is: 'in_untagged' }
  /** With this tag of its own. */
  | { readonly is: 'tagged'; readonly tag: string }
  /** One or the other. */
  | { readonly is: 'labelled'; readonly tag: string };

/** An item of a list, by its id. */
export interface ListedItem {
  readonly id: RawBuilder<unknown>;
  /** The bounds of the list on another table's ids, so that a join with it begins where the list does. */
  within(id: string): RawBuilder<unknown>;
}

/** A condition on an item, which stands after `me`. */
export function isTrue(condition: Condition, item: ListedItem): RawBuilder<unknown> {
  switch (condition.is) {
    case 'unread':
      return isUnread(item);
    case 'read':
      return sql`not ${isUnread(item)}`;
    case 'starred':
      return marked(item, sql`m.starred_at is not null`);
    case 'saved':
      return isSaved(item.id);
    case 'in_feed':
      return inFeed(item, sql`and sub.feed_id = ${condition.feedId}`);
    case 'in_folder':
      return inFeed(item, sql`and ${condition.tag} = any(sub.tags)`);
    case 'in_untagged':
      return inFeed(item, sql`and sub.tags = '{}'`);
    case 'tagged':
      return marked(item, sql`m.tags @> array[${condition.tag}]::text[]`);
    case 'labelled':
      return sql`(${isTrue({ is: 'in_folder', tag: condition.tag }, item)}
        or ${isTrue({ is: 'tagged', tag: condition.tag }, item)})`;
  }
}

/** In any feed of the person, or in one of which more is true, as SQL on `sub`. */
export function inFeed(item: ListedItem, which: RawBuilder<unknown> = sql``): RawBuilder<unknown> {
  return sql`exists (select from sources s join subscriptions sub on sub.feed_id = s.feed_id
    and sub.reader_id = (select id from me) where s.item_id = ${item.id} ${item.within('s.item_id')} ${which})`;
}

export function notHidden(item: ListedItem): RawBuilder<unknown> {
  return sql`not ${marked(item, sql`m.hidden`)}`;
}

function isUnread(item: ListedItem): RawBuilder<unknown> {
  return sql`exists (select from unread u where u.item_id = ${item.id} ${item.within('u.item_id')}
    and u.reader_id = (select id from me) and u.epoch = (select epoch from me))`;
}

function marked(item: ListedItem, which: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select from marks m where m.item_id = ${item.id} ${item.within('m.item_id')}
    and m.reader_id = (select id from me) and ${which})`;
}
