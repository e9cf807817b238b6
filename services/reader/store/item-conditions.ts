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

/** A condition on the item with this id, which stands after `me`. */
export function isTrue(condition: Condition, id: RawBuilder<unknown>): RawBuilder<unknown> {
  switch (condition.is) {
    case 'unread':
      return isUnread(id);
    case 'read':
      return sql`not ${isUnread(id)}`;
    case 'starred':
      return marked(id, sql`m.starred_at is not null`);
    case 'saved':
      return isSaved(id);
    case 'in_feed':
      return inFeed(id, sql`and sub.feed_id = ${condition.feedId}`);
    case 'in_folder':
      return inFeed(id, sql`and ${condition.tag} = any(sub.tags)`);
    case 'in_untagged':
      return inFeed(id, sql`and sub.tags = '{}'`);
    case 'tagged':
      return marked(id, sql`m.tags @> array[${condition.tag}]::text[]`);
    case 'labelled':
      return sql`(${isTrue({ is: 'in_folder', tag: condition.tag }, id)}
        or ${isTrue({ is: 'tagged', tag: condition.tag }, id)})`;
  }
}

/** In any feed of the person, or in one of which more is true, as SQL on `sub`. */
export function inFeed(id: RawBuilder<unknown>, which: RawBuilder<unknown> = sql``): RawBuilder<unknown> {
  return sql`exists (select from sources s join subscriptions sub on sub.feed_id = s.feed_id
    and sub.reader_id = (select id from me) where s.item_id = ${id} ${which})`;
}

export function notHidden(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`not ${marked(id, sql`m.hidden`)}`;
}

function isUnread(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select from unread u where u.item_id = ${id} and u.reader_id = (select id from me)
    and u.epoch = (select epoch from me))`;
}

function marked(id: RawBuilder<unknown>, which: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select from marks m where m.item_id = ${id} and m.reader_id = (select id from me) and ${which})`;
}
