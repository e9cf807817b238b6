import { htmlToText } from '../../../core/html/text.ts';
import type { NewItem } from '../store/items.ts';

/** A feed as the person has it. */
export interface SubjectFeed {
  readonly title: string;
  readonly url: string;
  readonly tags: readonly string[];
}

/** What rules look at: an item, in the feeds in which a person has it. Each list is every value that one condition may fit. */
export interface Subject {
  readonly title: readonly string[];
  readonly author: readonly string[];
  /** Made when it is first asked for. */
  readonly text: readonly string[];
  readonly link: readonly string[];
  readonly feed: readonly string[];
  readonly feedTag: readonly string[];
  readonly category: readonly string[];
}

interface Parts {
  readonly title: string;
  readonly author: string | null;
  readonly url: string | null;
  readonly categories: readonly string[];
}

/** Characters of its text that rules look at. */
const LOOKED_AT = 100_000;

/** An item that comes in. */
export function subjectOfNew(item: NewItem, feed: SubjectFeed): Subject {
  // What it is found by begins with its title and author.
  const before = item.title.length + (item.author ?? '').length + 2;
  return subject(item, [feed], () => item.text.slice(before));
}

/** An item that is here already. */
export function subjectOfKept(item: Parts & { html: string }, feeds: readonly SubjectFeed[]): Subject {
  return subject(item, feeds, () => htmlToText(item.html).slice(0, LOOKED_AT).toWellFormed());
}

function subject(item: Parts, feeds: readonly SubjectFeed[], readText: () => string): Subject {
  let text: string[] | undefined;
  return {
    title: [item.title],
    author: item.author === null ? [] : [item.author],
    get text() {
      text ??= [readText()];
      return text;
    },
    link: item.url === null ? [] : [item.url],
    feed: feeds.flatMap(({ title, url }) => [title, url]),
    feedTag: feeds.flatMap(({ tags }) => tags),
    category: item.categories,
  };
}
