import type { ReaderContext } from '../../../services/reader/context.ts';
import { OWNER } from '../../../services/reader/contract.ts';
import { listFeeds } from '../../../services/reader/methods/feeds/list-feeds.ts';
import { getItems } from '../../../services/reader/methods/items/get-items.ts';
import { listItemIds } from '../../../services/reader/methods/items/list-item-ids.ts';
import { listItems } from '../../../services/reader/methods/items/list-items.ts';
import { searchItems } from '../../../services/reader/methods/items/search-items.ts';
import { asked } from './texts.ts';

/** One thing that is measured: what is done, and how long it may take at most, in milliseconds. */
export interface Measured {
  readonly name: string;
  readonly what: string;
  readonly most: number;
  /** Does it for the `n`th time. Throws when the answer is not what it should be. */
  run(n: number): Promise<void>;
}

type Context = Pick<ReaderContext, 'db' | 'images'>;
/** Items of a page, as the site shows them. */
const PAGE = 50;

/** The first pages of a stream one after the other, and then from the first again. */
function pages(
  name: string,
  what: string,
  ask: (cursor: string | undefined) => Promise<{ items: readonly unknown[]; next?: string }>,
  most = 30,
): Measured {
  let cursor: string | undefined;
  return {
    name,
    what,
    most,
    async run(n) {
      const page = await ask(n % 5 === 0 ? undefined : cursor);
      if (page.items.length === 0) throw new Error(`${name}: the page is empty.`);
      cursor = page.next;
    },
  };
}

/** Lists of the owner, who has read all but 100,000 items, and of one who has read nothing. */
export function listsOf(ctx: Context): Measured[] {
  const list = (account: string, input: object) => (cursor: string | undefined) =>
    listItems(ctx, { account, limit: PAGE, cursor, ...input });
  const unread = { view: 'unread' } as const;
  return [
    pages('river', 'unread, pages of 50; 100,000 are', list(OWNER, unread)),
    pages('river-read', 'all items, pages of 50', list(OWNER, {})),
    pages('river-read.member', 'all items of 40 feeds', list('member', {})),
    pages('feed', 'all of a feed of 90,000', list(OWNER, { feedId: '1' })),
    pages('tag', 'unread of 1,000 feeds with a tag', list(OWNER, { ...unread, tag: 'half' })),
    pages('tag-read', 'all of 1,000 feeds with a tag', list(OWNER, { tag: 'half' })),
    pages('starred', '1,000 are', list(OWNER, { view: 'starred' })),
    pages('river.all-unread', 'unread, pages of 50; 1,000,000 are', list('everything', unread)),
    counts('counts', OWNER),
    counts('counts.all-unread', 'everything'),
    contents(ctx),
  ];

  function counts(name: string, account: string): Measured {
    return {
      name,
      what: '2,000 feeds with their names and tags',
      most: 30,
      async run() {
        const { feeds } = await listFeeds(ctx, { account });
        if (feeds.length < 2000) throw new Error(`${name}: there are ${feeds.length} feeds.`);
      },
    };
  }
}

/** What a program that keeps in step asks for: the ids of a thousand, and then the items. */
function contents(ctx: Context): Measured {
  let cursor: string | undefined;
  return {
    name: 'contents',
    what: 'ids of 1,000 items, and the items with their HTML as JSON',
    most: 400,
    async run(n) {
      const page = await listItemIds(ctx, {
        account: OWNER,
        limit: 1000,
        cursor: n % 5 === 0 ? undefined : cursor,
      });
      const { items } = await getItems(ctx, { account: OWNER, ids: page.ids });
      if (items.length < 1000 || JSON.stringify(items).length < 1.5e6)
        throw new Error('contents: items are missing.');
      cursor = page.next;
    },
  };
}

const SEARCHES = [
  ['rare', asked.rare, 'a word of 8 items'],
  ['common', asked.common, 'a word of some in 100'],
  ['two', asked.twoCommon, 'two words of every third item'],
  ['phrase', asked.phrase, 'two usual words in this order'],
  ['all', asked.all, 'a word of nearly all items'],
] as const;

export function searchesOf(ctx: Context): Measured[] {
  return SEARCHES.map(([name, query, what]) =>
    pages(
      `search.${name}`,
      `${what}, pages of 20`,
      cursor => searchItems(ctx, { account: OWNER, query, limit: 20, cursor }),
      150,
    ),
  );
}
