import type { CommentsState, Post, PostKind, Response, Site } from '../../api/contract.ts';
import { rich } from './rich.ts';

export const site: Site = {
  title: 'Field Notes',
  description: 'Notes on hedges, weather and the software that keeps a small place running.',
  language: 'en',
  author: { name: 'The Owner' },
  navigation: [
    { label: 'Archive', href: '/archive' },
    { label: 'Tags', href: '/tags' },
    { label: 'Search', href: '/search' },
  ],
  support: [],
  comments: true,
  feedback: true,
  claimed: true,
  terms: false,
};

export function samplePost(change: Partial<Post> = {}): Post {
  return {
    id: '0f2c9f8e-6a53-4c0e-9f37-0f1f3a4c5d6e',
    kind: 'article',
    visibility: 'public',
    pinned: false,
    photos: [],
    slug: 'a-wall-without-mortar',
    title: 'A wall without mortar',
    summary:
      'Dry stone stands because every stone is held by the ones around it. Programs can be built like that.',
    tags: [
      { slug: 'stone', name: 'Stone' },
      { slug: 'software', name: 'Software' },
    ],
    status: 'published',
    minutes: 4,
    words: 812,
    createdAt: '2026-11-02T09:00:00.000Z',
    updatedAt: '2026-11-12T18:30:00.000Z',
    publishedAt: '2026-11-03T07:15:00.000Z',
    markdown: '',
    html: rich,
    ...change,
  };
}

export const posts: readonly Post[] = [
  samplePost(),
  samplePost({
    id: '1f2c9f8e-6a53-4c0e-9f37-0f1f3a4c5d6e',
    kind: 'note',
    slug: 'first-frost',
    title: '',
    summary: 'First frost on the north side this morning, eleven days later than last year.',
    tags: [],
    minutes: 1,
    words: 13,
    publishedAt: '2026-10-28T06:50:00.000Z',
    updatedAt: '2026-10-28T06:50:00.000Z',
    html: '<p>First frost on the north side this morning, eleven days later than last year.</p>',
  }),
  samplePost({
    id: '2f2c9f8e-6a53-4c0e-9f37-0f1f3a4c5d6e',
    slug: 'measuring-rain-with-a-jar-and-a-very-long-title',
    title: 'Measuring rain with a jar, a ruler & a script that only runs when it is <wet>',
    summary:
      'A jar has no firmware. What it lacks is somebody to read it at nine every morning, and that part is easy.',
    tags: [{ slug: 'weather', name: 'Weather' }],
    publishedAt: '2026-09-14T08:00:00.000Z',
    updatedAt: '2026-09-14T08:00:00.000Z',
    html: '<p>A jar has no firmware.</p>',
  }),
  samplePost({
    id: '3f2c9f8e-6a53-4c0e-9f37-0f1f3a4c5d6e',
    slug: 'gaps',
    title: 'Gaps, and what walks through them',
    summary: 'Sheep find the gap before you do. So does everything else that wants to be where it is not.',
    tags: [{ slug: 'stone', name: 'Stone' }],
    publishedAt: '2025-04-02T08:00:00.000Z',
    updatedAt: '2025-04-02T08:00:00.000Z',
    html: '<p>Sheep find the gap before you do.</p>',
  }),
];

export const years = [
  { year: 2026, count: 3 },
  { year: 2025, count: 1 },
];

/** A post without a title of a kind that is about something elsewhere. */
function about(kind: PostKind, change: Partial<Post>): Post {
  return samplePost({
    id: `kind-${kind}`,
    kind,
    slug: `a-${kind}`,
    title: '',
    summary: '',
    html: '',
    tags: [],
    minutes: 1,
    words: 0,
    target: { url: 'https://b.example/hedges/laying?style=midland', title: 'Laying a hedge, Midland style' },
    publishedAt: '2024-05-01T08:00:00.000Z',
    updatedAt: '2024-05-01T08:00:00.000Z',
    ...change,
  });
}

const words = 'The stakes go behind the pleachers, which I had wrong for years.';
const said = { summary: words, html: `<p>${words}</p>`, words: 11 };

/** One post of each kind that has a look of its own. */
export const kinds: readonly Post[] = [
  about('photo', {
    target: undefined,
    summary: 'The north wall after the snow.',
    html: '<p>The north wall after the snow.</p>',
    photos: [
      {
        src: '/favicon.svg',
        alt: 'A wall with snow on its cope stones',
        known: {
          width: 1200,
          height: 1200,
          sources: [{ type: 'image/svg+xml', srcset: '/favicon.svg 480w, /favicon.svg 960w' }],
        },
      },
      { src: '/favicon.svg', alt: '' },
    ],
  }),
  about('bookmark', { title: 'How the Midland style is laid', ...said }),
  about('like', { target: { url: 'https://www.c.example/notes/42' } }),
  about('repost', {}),
  about('reply', { ...said, language: 'de' }),
  about('rsvp', {
    rsvp: 'maybe',
    target: { url: 'https://b.example/meet', title: 'The hedgelayers’ match' },
  }),
];

function response(id: string, change: Partial<Response>): Response {
  return {
    id,
    kind: 'comment',
    origin: 'comment',
    author: { name: 'Ben', verified: true, owner: false },
    html: '<p>Dry stone moves with the frost, and mortar breaks.</p>',
    createdAt: '2026-11-04T09:00:00.000Z',
    ...change,
  };
}

const ids = Array.from({ length: 9 }, (_, n) => `00000000-0000-4000-8000-00000000000${n}`);

/** What people said to the first post. */
export const responses: readonly Response[] = [
  response(ids[0]!, {}),
  response(ids[1]!, {
    parent: ids[0]!,
    author: { name: 'Ann', verified: true, owner: true },
    html: '<p>It does. Look at <a href="https://walls.example/" rel="nofollow ugc noopener">these pictures</a>.</p><blockquote><p>a quotation</p></blockquote>',
  }),
  response(ids[2]!, {
    parent: ids[1]!,
    deleted: true,
    html: '',
    author: { name: '', verified: false, owner: false },
  }),
  response(ids[3]!, { parent: ids[2]!, author: { name: 'Cem', verified: false, owner: false } }),
  response(ids[4]!, { parent: ids[3]!, editedAt: '2026-11-05T09:00:00.000Z' }),
  response(ids[5]!, {
    kind: 'reply',
    origin: 'webmention',
    url: 'https://dee.example/notes/7',
    author: { name: 'Dee', url: 'https://dee.example/', verified: true, owner: false },
  }),
  ...(['like', 'repost', 'rsvp'] as const).map((kind, n) =>
    response(ids[6 + n]!, {
      kind,
      origin: 'webmention',
      url: `https://eve.example/${kind}`,
      author: { name: 'Eve', url: 'https://eve.example/', verified: true, owner: false },
      html: '',
      ...(kind === 'rsvp' ? { rsvp: 'yes' as const } : {}),
    }),
  ),
];

export function threadOf(slug: string): { responses: Response[]; comments: CommentsState; letters: boolean } {
  return { responses: slug === posts[0]!.slug ? [...responses] : [], comments: 'open', letters: true };
}
