import { resolveUrl } from './resolve-url.ts';
import { COMMON_ATTRIBUTES, type SanitizeRules } from './sanitize-rules.ts';
import { mapSrcset } from './srcset.ts';

export type AttributeMap = Record<string, string>;

export interface CleanContext {
  readonly rules: SanitizeRules;
  readonly baseUrl: string | undefined;
  /** Gives the address under which an image is shown; undefined leaves it out. */
  readonly image: (url: string) => string | undefined;
  /** Gives the address to which a link leads. */
  readonly link: (url: string) => string;
}

const ID_PREFIX = 'user-content-';
const OWN_CLASS = /^(?:(?:h|p|u|dt|e)-[a-z0-9-]+|language-[\w+-]+|footnotes?(?:-[a-z]+)*)$/;
const OWN_REL = new Set(
  'author bookmark license me nofollow noopener noreferrer syndication tag ugc'.split(' '),
);

const WHOLE = /^\d{1,5}$/;
const PATTERNS: Readonly<Record<string, RegExp>> = {
  colspan: WHOLE,
  dir: /^(?:ltr|rtl|auto)$/i,
  height: WHOLE,
  lang: /^[a-z0-9-]{1,35}$/i,
  hreflang: /^[a-z0-9-]{1,35}$/i,
  rowspan: WHOLE,
  scope: /^(?:row|col|rowgroup|colgroup)$/i,
  span: WHOLE,
  start: /^-?\d{1,9}$/,
};

/** What is kept of an element's attributes. The sanitiser checks names and schemes once more. */
export function cleanAttributes(tag: string, dirty: AttributeMap, context: CleanContext): AttributeMap {
  const { rules } = context;
  const clean: AttributeMap = {};
  for (const name of COMMON_ATTRIBUTES.concat(rules.attributes[tag] ?? [])) {
    if (!Object.hasOwn(dirty, name)) continue;
    const value = cleanValue(tag, name, dirty[name]!, context);
    if (value !== undefined) clean[name] = value;
  }
  if (rules.ownMarkup) keepOwnMarkup(clean, dirty);
  if (tag === 'a' && clean['href'] !== undefined && rules.rel !== undefined) clean['rel'] = rules.rel;
  if (tag === 'video' || tag === 'audio') Object.assign(clean, { controls: '', preload: 'none' });
  return clean;
}

function cleanValue(tag: string, name: string, value: string, context: CleanContext): string | undefined {
  const { baseUrl, image, link, rules } = context;
  switch (name) {
    case 'href':
      if (rules.ownMarkup && value.startsWith('#')) return `#${ID_PREFIX}${value.slice(1)}`;
      return followed(value);
    case 'cite':
      return resolveUrl(value, baseUrl, 'follow');
    case 'poster':
      return proxied(value);
    case 'src':
      return tag === 'img' ? proxied(value) : resolveUrl(value, baseUrl, 'fetch');
    case 'srcset':
      return mapSrcset(value, proxied);
    case 'rel':
      return rules.rel ?? keptWords(value, word => OWN_REL.has(word));
    default: {
      const pattern = PATTERNS[name];
      return pattern === undefined || pattern.test(value) ? value : undefined;
    }
  }

  function followed(url: string): string | undefined {
    const absolute = resolveUrl(url, baseUrl, 'follow');
    return absolute === undefined ? undefined : link(absolute);
  }

  function proxied(url: string): string | undefined {
    const absolute = resolveUrl(url, baseUrl, 'fetch');
    return absolute === undefined ? undefined : image(absolute);
  }
}

function keepOwnMarkup(clean: AttributeMap, dirty: AttributeMap): void {
  const id = dirty['id'];
  if (id !== undefined && /^[\w:.-]{1,100}$/.test(id)) clean['id'] = ID_PREFIX + id;
  const classes = keptWords(dirty['class'] ?? '', word => OWN_CLASS.test(word));
  if (classes !== undefined) clean['class'] = classes;
}

function keptWords(value: string, keep: (word: string) => boolean): string | undefined {
  const kept = value.split(/\s+/).filter(keep);
  return kept.length === 0 ? undefined : kept.join(' ');
}
