import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import type { PostSummary } from '../api/contract.ts';
import type { Item } from '../reader/contract.ts';
import type { ActionContext } from './actions/action.ts';
import { actions } from './actions/index.ts';
import { type BotContext, botContext } from './context.ts';

/** A post as `api` gives it. */
export function testPost(title: string, slug = title): PostSummary {
  const at = '2026-01-01T00:00:00Z';
  return {
    id: slug,
    kind: 'article',
    visibility: 'public',
    pinned: false,
    photos: [],
    slug,
    title,
    summary: '',
    tags: [],
    status: 'published',
    minutes: 1,
    createdAt: at,
    updatedAt: at,
  };
}

/** An item as `reader` gives it. */
export function testItem(title: string, url: string): Item {
  return {
    id: url,
    feedId: 'f',
    feedTitle: 'A feed',
    url,
    title,
    sources: [{ feedId: 'f', title: 'A feed' }],
    summary: '',
    publishedAt: '2026-01-01T00:00:00Z',
    seenAt: '2026-01-01T00:00:00Z',
    categories: [],
    enclosures: [],
    unread: false,
    tags: [],
  };
}

/** A bot at noon of 24 November 2026 whose dice always show their highest side; its site and reader are empty unless given. */
export function testBot(
  parts: Partial<
    Pick<ActionContext, 'api' | 'reader' | 'now'> & Pick<BotContext, 'signal' | 'actions' | 'log'>
  > = {},
): BotContext {
  return botContext({
    config: {
      name: 'croft',
      prefix: '!',
      timeZone: 'UTC',
      currencies: { rates: { EUR: 1, USD: 1.1, JPY: 162 }, asOf: '2026-11-01' },
    },
    log: createLog({ level: 'silent' }),
    metrics: new Metrics(),
    origin: 'https://croft.test',
    signal: new AbortController().signal,
    actions,
    api: { listPosts: async () => ({ posts: [] }), searchPosts: async () => ({ posts: [] }) },
    reader: { listItems: async () => ({ items: [] }), searchItems: async () => ({ items: [] }) },
    now: () => new Date('2026-11-24T12:00:00Z'),
    random: sides => sides,
    ...parts,
  });
}
