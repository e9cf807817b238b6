import { LRUCache } from 'lru-cache';
import { raw } from '../../core/html/html.ts';
import type { CallContext, Client } from '../../core/rpc/contract.ts';
import type { PostPage as Answer, Around, apiContract, CommentsState, Post } from '../api/contract.ts';
import { INSET } from './http/rendered.ts';
import { type Talk, talkOf } from './views/thread/talk.ts';

/** Bytes of memory, about. */
const MEMORY_LIMIT = 24 * 1024 * 1024;

/** What the page of a post shows, but for the site around it. */
export interface PostPage {
  readonly post: Post;
  readonly around: Around;
  /** In place of what was said it has the inset. */
  readonly talk: Talk;
  readonly inset: Buffer | undefined;
  readonly comments: CommentsState;
  readonly letters: boolean | undefined;
}

interface Kept extends Pick<PostPage, 'post' | 'around' | 'talk' | 'inset'> {
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
    sizeCalculation: ({ post, talk, inset }) =>
      4_000 + post.html.length + (inset?.length ?? 0) + (talk.piles?.text.length ?? 0),
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
    const talk = { ...rest, list: list && raw(INSET) };
    const inset = list && Buffer.from(list.text);
    const kept = { version: page.version, post, around, talk, inset, open, language };
    this.#kept.set(slug, kept);
    return kept;
  }
}

function isOpen({ comments }: Answer): boolean {
  return comments === 'open';
}

function pageOf({ post, around, talk, inset }: Kept, { comments, letters }: Answer): PostPage {
  return { post, around, talk, inset, comments, letters };
}
