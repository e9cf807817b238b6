import { LRUCache } from 'lru-cache';
import { raw } from '../../core/html/html.ts';
import type { CallContext, Client } from '../../core/rpc/contract.ts';
import type { PostPage as Answer, Around, apiContract, CommentsState, Post } from '../api/contract.ts';
import { INSET } from './http/rendered.ts';
import { writtenText } from './views/post.ts';
import { type Talk, talkOf } from './views/thread/talk.ts';

/** Bytes of memory, about. */
const MEMORY_LIMIT = 24 * 1024 * 1024;

/** What the page of a post shows, but for the site around it. */
export interface PostPage {
  /** In place of its text it has an inset. */
  readonly post: Post;
  readonly around: Around;
  /** In place of what was said it has an inset. */
  readonly talk: Talk;
  /** In the order in which they stand on the page. */
  readonly insets: readonly Buffer[];
  readonly comments: CommentsState;
  readonly letters: boolean | undefined;
}

interface Kept extends Pick<PostPage, 'post' | 'around' | 'talk' | 'insets'> {
  readonly version: string;
  /** What the talk was written for. */
  readonly open: boolean;
  readonly language: string;
}

/**
 * Posts with what people said to them, written out. A change anywhere on the site makes every page anew, and few of them show
 * anything else than before: then the api only says so, and neither it nor this process reads, sends and writes a long thread.
 */
export class PostPages {
  readonly #kept = new LRUCache<string, Kept>({
    maxSize: MEMORY_LIMIT,
    sizeCalculation: ({ talk, insets }) =>
      4_000 + insets.reduce((sum, inset) => sum + inset.length, 0) + (talk.piles?.text.length ?? 0),
  });
  readonly #api: Client<typeof apiContract>;
  readonly #origin: string;

  constructor(api: Client<typeof apiContract>, origin: string) {
    this.#api = api;
    this.#origin = origin;
  }

  /** Throws as `getPost` does. */
  async read(slug: string, site: Promise<{ language: string }>, call: CallContext): Promise<PostPage> {
    const kept = this.#kept.get(slug);
    const [{ language }, page] = await Promise.all([
      site,
      this.#api.getPostPage({ slug, known: kept?.version }, call),
    ]);
    if (kept && !page.content && kept.open === isOpen(page) && kept.language === language)
      return pageOf(kept, page);
    const whole = page.content ? page : await this.#api.getPostPage({ slug }, call);
    return pageOf(this.#write(slug, whole, language), whole);
  }

  #write(slug: string, page: Answer, language: string): Kept {
    const { post, around, responses } = page.content!;
    const open = isOpen(page);
    const { list, ...rest } = talkOf({ origin: this.#origin, site: { language } }, post, responses, open);
    const text = writtenText(post.html, this.#origin);
    const kept = {
      ...{ version: page.version, around, open, language },
      post: { ...post, html: text.text && INSET },
      talk: { ...rest, list: list?.text ? raw(INSET) : undefined },
      insets: [text, list].filter(part => part?.text).map(part => Buffer.from(part!.text)),
    };
    this.#kept.set(slug, kept);
    return kept;
  }
}

function isOpen({ comments }: Answer): boolean {
  return comments === 'open';
}

function pageOf({ post, around, talk, insets }: Kept, { comments, letters }: Answer): PostPage {
  return { post, around, talk, insets, comments, letters };
}
