import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appleFeed, appleLookup } from './apple-podcast.ts';
import { knownFeeds } from './known-hosts.ts';

const CHANNEL = `UC${'a'.repeat(22)}`;
const YOUTUBE = `https://www.youtube.com/feeds/videos.xml?channel_id=${CHANNEL}`;

const FEEDS: readonly [page: string, html: string, feeds: string[]][] = [
  [`https://www.youtube.com/channel/${CHANNEL}/videos`, '', [YOUTUBE]],
  [
    'https://www.youtube.com/@ann',
    `<link rel="canonical" href="https://www.youtube.com/channel/${CHANNEL}">`,
    [YOUTUBE],
  ],
  ['https://www.youtube.com/watch?v=1', `{"channelId":"${CHANNEL}"}`, [YOUTUBE]],
  ['https://www.youtube.com/watch?v=1', `<meta itemprop="identifier" content="${CHANNEL}">`, [YOUTUBE]],
  [
    'https://www.youtube.com/playlist?list=PL1',
    '',
    ['https://www.youtube.com/feeds/videos.xml?playlist_id=PL1'],
  ],
  [
    'https://github.com/ann/croft/issues',
    '',
    ['releases', 'tags', 'commits'].map(list => `https://github.com/ann/croft/${list}.atom`),
  ],
  ['https://github.com/ann', '', ['https://github.com/ann.atom']],
  [
    'https://gitlab.com/g/s/p',
    '',
    ['https://gitlab.com/g/s/p/-/tags?format=atom', 'https://gitlab.com/g/s/p.atom'],
  ],
  ['https://www.reddit.com/r/gardening/', '', ['https://www.reddit.com/r/gardening/.rss']],
  ['https://old.reddit.com/user/ann', '', ['https://old.reddit.com/user/ann/.rss']],
  ['https://bsky.app/profile/ann.example', '', ['https://bsky.app/profile/ann.example/rss']],
  ['https://ann.tumblr.com/post/1', '', ['https://ann.tumblr.com/rss']],
  ['https://www.tumblr.com/ann', '', ['https://ann.tumblr.com/rss']],
  ['https://ann.substack.com/p/x', '', ['https://ann.substack.com/feed']],
  ['https://medium.com/@ann/a-post-1', '', ['https://medium.com/feed/@ann']],
  ['https://ann.medium.com/', '', ['https://ann.medium.com/feed']],
  ['https://ann.blogspot.com/2020/', '', ['https://ann.blogspot.com/feeds/posts/default']],
  ['https://vimeo.com/ann', '', ['https://vimeo.com/ann/videos/rss']],
  ['https://vimeo.com/12345', '', []],
  [
    'https://soundcloud.com/ann',
    '<meta content="soundcloud://users:42">',
    ['https://feeds.soundcloud.com/users/soundcloud:users:42/sounds.rss'],
  ],
  ['https://social.example/@ann', '', ['https://social.example/@ann.rss']],
  ['https://social.example/@ann/1234', '', ['https://social.example/@ann.rss']],
  ['https://lemmy.example/c/birds', '', ['https://lemmy.example/feeds/c/birds.xml']],
  ['https://notyoutube.com/watch?list=1', '', []],
  ['https://blog.example/2020/post', '', []],
];

for (const [page, html, feeds] of FEEDS) {
  test(`${page}${html && ' with its channel'} has ${feeds.length === 0 ? 'no known feed' : feeds[0]}`, () =>
    assert.deepEqual(knownFeeds(page, html), feeds));
}

test("a page of Apple's directory leads to the feed through its look-up, which needs no key", () => {
  assert.equal(
    appleLookup('https://podcasts.apple.com/gb/podcast/a-show/id123?i=1'),
    'https://itunes.apple.com/lookup?id=123&entity=podcast',
  );
  assert.equal(appleLookup('https://apple.example/podcast/id123'), undefined);
  assert.equal(appleFeed('{"results":[{"feedUrl":"https://pod.example/feed"}]}'), 'https://pod.example/feed');
  assert.equal(appleFeed('{"resultCount":0}'), undefined);
});
