import type {
  Feed,
  Import,
  ImportProblem,
  Item,
  Notice,
  OfferedFeed,
  Recommendation,
  Rule,
} from '../../reader/contract.ts';

export const recommendations: readonly Recommendation[] = [
  {
    id: '5',
    url: 'https://hedges.example/laid',
    title: 'How a hedge is <laid>',
    author: 'Mary',
    summary: 'With a billhook, in winter.',
    feed: {
      title: 'Hedges & ditches',
      url: 'https://hedges.example/feed',
      siteUrl: 'https://hedges.example/',
    },
    publishedAt: '2026-10-01T08:00:00.000Z',
    at: '2026-11-20T08:00:00.000Z',
    comment: 'The best explanation & pictures that I know.',
  },
  {
    id: '4',
    url: 'https://letters.example/4',
    title: 'A letter',
    publishedAt: '2026-09-01T08:00:00.000Z',
    at: '2026-11-19T08:00:00.000Z',
    comment: '',
  },
];

export const rules: readonly Rule[] = [
  {
    id: '1',
    name: 'No <adverts>',
    match: { every: true, conditions: [{ field: 'title', operator: 'word', value: 'ad', not: false }] },
    actions: { hide: true, read: false, star: false, tags: ['ads'], notify: false, stop: false },
    enabled: true,
    applied: { running: true, looked: 500, total: 2000, matched: 3 },
  },
  {
    id: '2',
    name: 'Friends',
    match: { every: true, conditions: [{ field: 'feedTag', operator: 'is', value: 'friends', not: true }] },
    actions: { hide: false, read: false, star: true, tags: [], notify: true, stop: true },
    enabled: false,
  },
];

export const notices: readonly Notice[] = [
  {
    itemId: 'i1',
    title: 'The Midland style, stake by stake',
    feedTitle: 'Hedgelaying Weekly',
    rule: 'Hedges',
    at: '2026-11-20T10:05:00.000Z',
  },
];

export const feeds: readonly Feed[] = [
  {
    id: 'f1',
    url: 'https://a.example/feed.xml',
    siteUrl: 'https://a.example/',
    title: 'Hedgelaying Weekly',
    tags: ['craft'],
    public: true,
    unread: 0,
  },
  {
    id: 'f2',
    url: 'https://b.example/atom',
    title: 'Notes from the Weather Mast',
    tags: ['weather', 'craft'],
    public: true,
    unread: 0,
  },
];

/** What visitors see of every item. */
const unmarked = {
  seenAt: '2026-11-20T10:05:00.000Z',
  categories: [],
  enclosures: [],
  unread: false,
  tags: [],
};

export const items: readonly Item[] = [
  {
    ...unmarked,
    sources: [{ feedId: 'f1', title: 'Hedgelaying Weekly' }],
    id: 'i1',
    feedId: 'f1',
    feedTitle: 'Hedgelaying Weekly',
    url: 'https://a.example/midland',
    title: 'The Midland style, stake by stake',
    summary:
      'Stakes stand behind the line of pleachers, forty-five centimetres apart, and the brush faces the field.',
    publishedAt: '2026-11-20T10:00:00.000Z',
  },
  {
    ...unmarked,
    sources: [{ feedId: 'f2', title: 'Notes from the Weather Mast' }],
    id: 'i2',
    feedId: 'f2',
    feedTitle: 'Notes from the Weather Mast',
    title: '',
    summary: 'Forty knots at noon and nothing fell over.',
    publishedAt: '2026-11-19T12:00:00.000Z',
  },
];

export const imported: Import = {
  name: 'feeds <1>.opml',
  begunAt: '2026-11-20T10:00:00.000Z',
  endedAt: '2026-11-20T10:01:00.000Z',
  done: 1000,
  total: 1000,
  added: 990,
  known: 8,
  skipped: 0,
  invalid: 2,
};

export const importProblems: readonly ImportProblem[] = [
  { number: 7, place: 'line 7', what: 'ftp://x', problem: '"ftp://x" is not a web address.' },
  { number: 9, place: 'starred.json, item 3', what: '', problem: 'It does not say which feed it is from.' },
];

export const offered: readonly OfferedFeed[] = [
  { url: 'https://a.example/birds', title: 'Birds & bees' },
  { url: 'https://a.example/broken', title: '' },
];
