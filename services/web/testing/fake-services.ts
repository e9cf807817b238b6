import { AppError } from '../../../core/errors.ts';
import { apiContract, type Marked, type Post, postPath, ROLE_SCOPES, type Role } from '../../api/contract.ts';
import { readerContract } from '../../reader/contract.ts';
import { aroundOf } from './around.ts';
import { fakeBot } from './fake-bot.ts';
import { fakeChat } from './fake-chat.ts';
import { fakeClient } from './fake-client.ts';
import { fakeRelay } from './fake-relay.ts';
import type { FakeWorld } from './fake-world.ts';
import * as sample from './sample.ts';
import * as reading from './sample-reading.ts';

export const MENTION_ID = '0f2c9f8e-6a53-4c0e-9f37-0f1f3a4c5d6e';
const APP_PASSWORD = { id: '1', name: 'The <phone>', login: 'owner', createdAt: '2026-11-02T09:00:00.000Z' };
export const UNDO_ID = '7b1d3f0e-1c55-4f0b-9d3a-4c2f6a1b9e77';
export const SETUP_CODE = 'right-code';

function isListed({ kind, status, visibility }: Post): boolean {
  return kind !== 'page' && status === 'published' && visibility === 'public';
}

/** The text in pieces, with each place of the words marked. */
function marked(text: string, words: string): Marked {
  return text
    .split(new RegExp(`(${RegExp.escape(words)})`, 'i'))
    .map((part, index) => ({ text: part, mark: index % 2 === 1 }));
}

function moved({ kind, slug }: Post): AppError {
  const details = { slug, path: postPath({ kind, slug }) };
  return new AppError('not_found', 'This has another address.', { reason: 'moved', details });
}

/** The three services that the site asks, over a few sample posts and feeds. */
export function fakeServices() {
  const world: FakeWorld = {
    revision: 7,
    site: sample.site,
    posts: sample.posts,
    redirects: {},
    thread: {},
    read: [],
    translators: [],
    years: sample.years,
  };
  function visible(slug: string): Post {
    const post = world.posts.find(one => one.slug === slug && one.visibility !== 'private');
    if (post === undefined) throw new AppError('not_found', 'There is no such post.');
    return post;
  }
  const api = fakeClient(apiContract, {
    getRevision: () => ({ revision: world.revision }),
    getSite: () => world.site,
    getPost: ({ slug, around }) => {
      const post = visible(slug);
      if (post.kind === 'page') throw moved(post);
      return { ...post, ...(around ? { around: aroundOf(post, world.posts.filter(isListed)) } : {}) };
    },
    getPostPage: ({ slug, known }) => {
      const post = visible(slug);
      if (post.kind === 'page') throw moved(post);
      const around = aroundOf(post, world.posts.filter(isListed));
      const { responses, ...talking } = sample.threadOf(slug);
      const content = { post, around, responses: [...(world.thread[slug] ?? responses)] };
      const version = JSON.stringify(content);
      return { ...talking, version, ...(version !== known && { content }) };
    },
    getPage: ({ slug }) => {
      const post = visible(slug);
      if (post.kind !== 'page') throw moved(post);
      return post;
    },
    suggestPosts: ({ path }) => ({
      posts: world.posts
        .filter(post => isListed(post) && path.includes(post.slug.slice(0, 6)))
        .map(({ kind, slug, title, summary, publishedAt }) => ({
          ...{ kind, slug, title, summary },
          publishedAt: publishedAt ?? '',
        })),
    }),
    resolvePath: ({ path }) => world.redirects[path] ?? {},
    listSeries: () => ({
      series: [
        ...new Map(world.posts.flatMap(({ series }) => (series ? [[series.slug, series]] : []))).values(),
      ].map(series => ({ ...series, count: 2 })),
    }),
    getSeries: ({ slug }) => {
      const posts = world.posts.filter(post => isListed(post) && post.series?.slug === slug).toReversed();
      if (!posts[0]?.series) throw new AppError('not_found', 'There is no such series.');
      return { ...posts[0].series, posts };
    },
    describeTerm: ({ kind, slug }) => {
      const terms = world.posts
        .filter(isListed)
        .flatMap(post => (kind === 'tag' ? post.tags : (post.series ?? [])));
      if (!terms.some(one => one.slug === slug))
        throw new AppError('not_found', `There is no ${kind} "${slug}" here.`);
      return { description: '' };
    },
    getOwnPost: ({ key }) => {
      const post = world.posts.find(one => one.slug === key);
      if (post === undefined) throw new AppError('not_found', 'There is no such post.');
      return post;
    },
    listOwnPosts: ({ kind, limit, cursor }) => {
      const all = world.posts.filter(post => post.kind === kind);
      const start = Number(cursor ?? 0);
      const next = start + limit < all.length ? { next: String(start + limit) } : {};
      return { posts: all.slice(start, start + limit), ...next };
    },
    getSession: ({ session }) => {
      const role = session as Role;
      if (!(role in ROLE_SCOPES)) throw new AppError('unauthenticated', 'You are not signed in.');
      return { account: role, name: role, role, scopes: [...ROLE_SCOPES[role]] };
    },
    listComments: ({ slug }) => ({
      comments: world.posts
        .filter(post => slug === undefined || post.slug === slug)
        .flatMap(post =>
          sample
            .threadOf(post.slug)
            .responses.filter(({ html, deleted }) => html !== '' && !deleted)
            .map(response => ({ ...response, post })),
        )
        .toReversed(),
    }),
    getThread: ({ slug }) => sample.threadOf(slug),
    listPosts: ({ limit, cursor, tag, year, full, series, pinned }) => {
      const all = world.posts.filter(
        post =>
          isListed(post) &&
          (series === undefined || post.series?.slug === series) &&
          (!pinned || post.pinned) &&
          (tag === undefined || post.tags.some(one => one.slug === tag)) &&
          (year === undefined || post.publishedAt?.startsWith(String(year))),
      );
      const start = Number(cursor ?? 0);
      const next = start + limit < all.length ? { next: String(start + limit) } : {};
      const page = all.slice(start, start + limit);
      return { posts: full ? [...page] : page.map(({ html: _html, ...summary }) => summary), ...next };
    },
    listTags: () => ({
      tags: [
        { slug: 'software', name: 'Software', count: 1 },
        { slug: 'stone', name: 'Stone', count: 2 },
        { slug: 'weather', name: 'Weather', count: 1 },
      ],
    }),
    listYears: () => ({ years: [...world.years] }),
    searchPosts: ({ query, cursor }) => {
      if (cursor !== undefined) return { posts: [] };
      const found = world.posts.filter(post =>
        `${post.title} ${post.summary}`.toLowerCase().includes(query.toLowerCase()),
      );
      const posts = found.map(post => ({
        ...post,
        markedTitle: marked(post.title, query),
        excerpt: marked(post.summary, query),
      }));
      return { posts, ...(posts.length === 0 && query === 'stoen' ? { didYouMean: 'stone' } : {}) };
    },
    receiveMention: () => ({ id: MENTION_ID }),
    getMention: ({ id }) => ({
      id,
      source: 'https://a.example/<script>alert(1)</script>',
      target: 'https://site.example/',
      state: 'refused',
      reason: 'The source has no link to the target.',
      receivedAt: '2026-11-02T09:00:00.000Z',
    }),
    checkSetupCode: ({ code }) => ({ valid: code === SETUP_CODE && !world.site.claimed }),
    claimOwner: ({ code, name }) => {
      if (code !== SETUP_CODE || world.site.claimed)
        throw new AppError('forbidden', 'This setup link is not valid.');
      world.site = { ...world.site, claimed: true, author: { name } };
      return { token: 'croft_first-token' };
    },
  });
  const took =
    <T>(method: string, answer: T) =>
    (input: unknown): T => {
      world.read.push([method, input]);
      return answer;
    };
  const reader = fakeClient(readerContract, {
    listFeeds: () => ({ feeds: [...reading.feeds] }),
    listItems: () => ({ items: [...reading.items] }),
    searchItems: input => {
      world.read.push(['searchItems', input]);
      return { items: [reading.items[0]!], next: '7-1' };
    },
    listRecommendations: ({ tag }) => ({
      recommendations: tag === 'none' ? [] : [...reading.recommendations],
      tags: ['craft'],
    }),
    listItemIds: () => ({ ids: ['i1'] }),
    getItem: ({ id }) => {
      const item = reading.items.find(one => one.id === id);
      if (!item) throw new AppError('not_found', 'There is no such item.');
      return { ...item, html: '<p>The whole text.</p>', unread: true };
    },
    markItems: took('markItems', { changed: 2, undo: UNDO_ID }),
    listItemTags: () => ({ tags: ['keep', 'weather'] }),
    markStreamRead: took('markStreamRead', { changed: 7, undo: UNDO_ID }),
    undoRead: took('undoRead', { changed: 7 }),
    exportSettings: () => ({ json: '{"rules":[]}' }),
    exportItems: async function* (input) {
      world.read.push(['exportItems', input]);
      yield { text: '{"items":[' };
      yield { text: '"é"]}' };
    },
    beginImport: input => {
      world.read.push(['beginImport', { ...input, data: Buffer.from(input.data).toString() }]);
      if (world.import && !world.import.endedAt)
        throw new AppError('conflict', 'Another file is being taken in.');
      world.import = { ...reading.imported, endedAt: undefined, done: 500 };
      return {};
    },
    getImport: () => (world.import ? { import: world.import } : {}),
    listImportProblems: ({ after }) => ({
      problems: world.import?.endedAt && after === 0 ? [...reading.importProblems] : [],
    }),
    listNotices: () => ({ notices: [...reading.notices], total: reading.notices.length }),
    listRules: () => ({ rules: [...reading.rules] }),
    saveRule: took('saveRule', { rule: reading.rules[0]! }),
    orderRules: took('orderRules', {}),
    applyRule: took('applyRule', {}),
    deleteRule: took('deleteRule', {}),
    dismissNotices: took('dismissNotices', { changed: 1 }),
    recommend: took('recommend', {}),
    shareItem: took('shareItem', {}),
    getFeedReading: () => ({ reading: { fullText: true, content: 'article' } }),
    setFeedReading: input => {
      world.read.push(['setFeedReading', input]);
      if (input.content === '<')
        throw new AppError('invalid', '“<” is no CSS selector.', { details: { field: 'content' } });
      return { reading: { fullText: input.fullText ?? false } };
    },
    getFeedOptions: () => ({ options: { cookie: true, basicAuth: false, proxy: false } }),
    setFeedOptions: took('setFeedOptions', { options: { cookie: true, basicAuth: true, proxy: false } }),
    unrecommend: took('unrecommend', {}),
    testRule: took('testRule', { looked: 200, items: [reading.items[0]!] }),
    setPosition: took('setPosition', {}),
    savePage: input => {
      world.read.push(['savePage', input]);
      if (!input.url.includes('.')) throw new AppError('invalid', 'That is not a web address.');
      return { item: reading.items[0]!, created: true };
    },
    removeSaved: took('removeSaved', {}),
    getFullText: ({ id }) =>
      id === 'i1'
        ? { html: '<p>The text of the page.</p>' }
        : { problem: 'No article could be found on the page.' },
    getTranslators: ({ languages }) => ({
      translators: [...world.translators],
      languages: languages && world.translators.length > 0 ? ['de', 'en', 'fr'] : [],
      from: languages && world.translators.length > 0 ? ['de', 'nn'] : [],
    }),
    translateItem: input => {
      world.read.push(['translateItem', input]);
      if (world.translators[0] === 'Apertium' && !input.from)
        throw new AppError('invalid', 'The language of this could not be found out.', {
          reason: 'language_unknown',
        });
      if (input.id !== 'i1') throw new AppError('unavailable', 'Nobody who translates answers now.');
      const text = { title: 'Der Titel <1>', html: '<p>Der ganze Text.</p>' };
      return { translation: { ...text, from: input.from ?? 'en', to: input.to, by: world.translators[0]! } };
    },
    findFeeds: () => ({
      site: 'https://a.example/',
      feeds: [{ url: 'https://a.example/new.xml', title: 'News <of> it' }],
    }),
    changeAddress: input => {
      world.read.push(['changeAddress', input]);
      if (input.url.includes('nothing')) throw new AppError('invalid', 'No feed was found there.');
      return { feed: reading.feeds[1]! };
    },
    subscribe: input => {
      world.read.push(['subscribe', input]);
      if (input.url.endsWith('/broken')) throw new AppError('invalid', 'It answered 500.');
      return {
        feed: reading.feeds[0]!,
        created: true,
        others: input.url.endsWith('/several') ? [...reading.offered] : [],
      };
    },
    updateFeed: took('updateFeed', { feed: reading.feeds[0]! }),
    unsubscribe: took('unsubscribe', {}),
    listAppPasswords: () => ({ passwords: [APP_PASSWORD] }),
    createAppPassword: ({ name }) => ({ ...APP_PASSWORD, id: '2', name, password: 'app-secret' }),
    revokeAppPassword: took('revokeAppPassword', {}),
    renameTag: took('renameTag', { feeds: 2, items: 1 }),
  });
  const bot = fakeBot(took);
  return { world, api, reader, bot, chat: fakeChat(), relay: fakeRelay(took) };
}
