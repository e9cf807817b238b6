/** Where HTML came from, which decides how much of it is kept. */
export type SanitizeKind = 'feed' | 'comment' | 'post' | 'mention';

export interface SanitizeRules {
  readonly tags: readonly string[];
  /** Attributes kept beside the common ones, by element. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** `rel` that every link gets; undefined keeps what the author wrote, within a list. */
  readonly rel: string | undefined;
  /** Embedded players become links to what they would have played. */
  readonly embedsToLinks: boolean;
  /** Ids, links to them and the classes of microformats and code stay; ids get a prefix. */
  readonly ownMarkup: boolean;
  /** UTF-16 units of input beyond which the rest is cut off. */
  readonly maxLength: number;
}

const words = (list: string) => list.trim().split(/\s+/);

const INLINE = words('a abbr b br cite code del em i ins kbd mark q s samp small strong sub sup u var');
const SIMPLE_BLOCKS = words('blockquote li ol p pre ul');
const RICH = words(`
  address article aside audio bdi bdo caption col colgroup data dd details dfn div dl dt figcaption figure footer
  h1 h2 h3 h4 h5 h6 header hgroup hr img main nav picture rb rp rt rtc ruby section source span summary table
  tbody td tfoot th thead time tr video wbr`);

/** Attributes of every element that cannot do harm. */
export const COMMON_ATTRIBUTES = ['dir', 'lang', 'title'];

const SIMPLE_ATTRIBUTES = {
  a: ['href', 'hreflang', 'rel'],
  blockquote: ['cite'],
  del: ['cite', 'datetime'],
  ins: ['cite', 'datetime'],
  li: ['value'],
  ol: ['reversed', 'start', 'type'],
  q: ['cite'],
};

const RICH_ATTRIBUTES = {
  ...SIMPLE_ATTRIBUTES,
  audio: ['controls', 'preload', 'src'],
  col: ['span'],
  colgroup: ['span'],
  data: ['value'],
  details: ['open'],
  img: ['alt', 'decoding', 'height', 'loading', 'sizes', 'src', 'srcset', 'width'],
  source: ['height', 'media', 'sizes', 'src', 'srcset', 'type', 'width'],
  td: ['colspan', 'headers', 'rowspan'],
  th: ['abbr', 'colspan', 'headers', 'rowspan', 'scope'],
  time: ['datetime'],
  video: ['controls', 'height', 'poster', 'preload', 'src', 'width'],
};

const FOREIGN_REL = 'nofollow ugc noopener';

const simple = {
  tags: [...INLINE, ...SIMPLE_BLOCKS],
  attributes: SIMPLE_ATTRIBUTES,
  rel: FOREIGN_REL,
  embedsToLinks: false,
  ownMarkup: false,
};
const rich = {
  tags: [...INLINE, ...SIMPLE_BLOCKS, ...RICH],
  attributes: RICH_ATTRIBUTES,
  embedsToLinks: true,
};

export const RULES: Readonly<Record<SanitizeKind, SanitizeRules>> = {
  feed: { ...rich, rel: FOREIGN_REL, ownMarkup: false, maxLength: 1_000_000 },
  post: { ...rich, rel: undefined, ownMarkup: true, maxLength: 1_000_000 },
  mention: { ...simple, maxLength: 250_000 },
  comment: { ...simple, maxLength: 64_000 },
};

/** Elements that go with their content; of all others that are not kept, the content stays. */
export const DROPPED_WITH_CONTENT = words(`
  applet canvas datalist frameset head iframe math noembed noframes option script select style svg template textarea
  title xmp`);
