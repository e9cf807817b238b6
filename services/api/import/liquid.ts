import { fenced } from '../../../core/markdown/fenced.ts';
import { replaceBlocks } from './segments.ts';

/** Blocks of code as Jekyll marks them, and the marks around what Liquid is to leave alone. */
export function convertLiquidBlocks(markdown: string): string {
  if (!markdown.includes('{%')) return markdown;
  const code = replaceBlocks(
    markdown,
    /\{%-?\s*highlight\s+([^\s%]+)[^%]*%\}/,
    /\{%-?\s*endhighlight\s*-?%\}/,
    ([, language = ''], inside) => fenced(inside, language),
  );
  return code.replace(/\{%-?\s*(?:end)?raw\s*-?%\}/g, '');
}

/**
 * Plain Liquid and kramdown of Jekyll outside code: links to posts, the site's own address, attribute lists. `linkTo` gives
 * the address of a post by the name or path that `post_url` or `link` has. What cannot be converted stays and is told of.
 */
export function convertLiquid(
  text: string,
  linkTo: (path: string) => string | undefined,
  warn: (message: string) => void,
): string {
  if (!/\{[{%:]/.test(text)) return text;
  return text
    .replace(/\{%-?\s*(?:post_url|link)\s+([^\s%]+)\s*-?%\}/g, (tag, path: string) => linkTo(path) ?? tag)
    .replace(/\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}/g, '')
    .replace(
      /\{\{-?\s*(?:site\.(?:baseurl|url)\s*\|\s*append:\s*)?["']([^"'{}]*)["']\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.(?:baseurl|url)|url)[^{}]*\}\}/g,
      '$1',
    )
    .replace(/^[ \t]*\{:[^{}\n]*\}[ \t]*\n?|\{:[.#:\s][^{}\n]*\}/gm, '')
    .replace(/\{%-?\s*(\w+)[^%\n]*%\}|\{\{(?![<%])-?([^{}\n]*)\}\}/g, (tag, name?: string) => {
      if (!name?.startsWith('end'))
        warn(`${tag.length > 60 ? `${tag.slice(0, 59)}…` : tag} is not converted.`);
      return tag;
    });
}
