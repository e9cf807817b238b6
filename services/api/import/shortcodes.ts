import { fenced } from '../../../core/markdown/fenced.ts';
import { replaceBlocks } from './segments.ts';

const SHORTCODE =
  /\{\{[<%]\s*(\/?[\w./-]+)((?:\s+(?:[\w-]+\s*=\s*)?(?:"(?:[^"\\]|\\.)*"|[^\s"<>%{}]+))*)\s*\/?[>%]\}\}/g;

/** Blocks of code as Hugo marks them. */
export function convertShortcodeBlocks(markdown: string): string {
  if (!markdown.includes('{{')) return markdown;
  return replaceBlocks(
    markdown,
    /\{\{[<%]\s*highlight\s+"?([\w+#-]+)"?[^<>]*[>%]\}\}/,
    /\{\{[<%]\s*\/\s*highlight\s*[>%]\}\}/,
    ([, language = ''], inside) => fenced(inside, language),
  );
}

/** Plain shortcodes of Hugo outside code become Markdown; the others stay and are told of. */
export function convertShortcodes(
  text: string,
  linkTo: (path: string) => string | undefined,
  warn: (message: string) => void,
): string {
  if (!text.includes('{{')) return text;
  return text.replace(SHORTCODE, (whole, name: string, written: string) => {
    const converted = convert(name, readArguments(written), linkTo);
    if (converted === undefined && !name.startsWith('/')) warn(`the shortcode "${name}" is not converted.`);
    return converted ?? whole;
  });
}

/** Shortcodes that a post only talks about, as Hugo has them written: with comment marks inside the braces. */
export function unescapeShortcodes(markdown: string): string {
  return markdown.replace(/\{\{([<%])\/\*([^{}]*?)\*\/([>%])\}\}/g, '{{$1$2$3}}');
}

type Arguments = Record<string, string>;

/** Named arguments by name, the others by position. */
function readArguments(written: string): Arguments {
  const values: Arguments = {};
  let position = 0;
  for (const [, name, quoted, bare] of written.matchAll(
    /(?:([\w-]+)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/g,
  ))
    values[name ?? String(position++)] = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '';
  return values;
}

function convert(
  name: string,
  values: Arguments,
  linkTo: (path: string) => string | undefined,
): string | undefined {
  const first = values['0'] ?? values['id'] ?? '';
  switch (name.replace(/\.html$/, '')) {
    case 'figure':
      return figure(values);
    case 'ref':
    case 'relref':
      return linkTo(values['0'] ?? values['path'] ?? '');
    case 'youtube':
      return first && `<https://www.youtube.com/watch?v=${encodeURIComponent(first)}>`;
    case 'vimeo':
      return first && `<https://vimeo.com/${encodeURIComponent(first)}>`;
    case 'gist':
      return first && values['1'] && `<https://gist.github.com/${first}/${values['1']}>`;
    default:
      return undefined;
  }
}

/** An image in Markdown, or HTML when it has a caption, which Markdown has no way to write. */
function figure(values: Arguments): string | undefined {
  const { src, alt = '', caption, title, link } = values;
  if (!src) return undefined;
  const said = caption ?? title;
  if (!said) {
    const image = `![${alt.replace(/[[\]]/g, '\\$&')}](${/[\s()]/.test(src) ? `<${src}>` : src})`;
    return link ? `[${image}](${link})` : image;
  }
  const image = `<img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}">`;
  const linked = link ? `<a href="${escapeHtml(link)}">${image}</a>` : image;
  return `<figure>${linked}<figcaption>${escapeHtml(said)}</figcaption></figure>`;
}

function escapeHtml(text: string): string {
  return text
    .replace(/&(?!\w+;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;');
}
