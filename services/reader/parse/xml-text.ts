import { escapeHtml } from '../../../core/html/escape.ts';
import { decodeEntities } from './xml-entities.ts';

const CDATA = '<![CDATA[';
const TAG = /<\/?[a-z_][^<>]*>/i;
const VOID = /^(?:area|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i;

interface Part {
  readonly text: string;
  readonly cdata: boolean;
}

/**
 * What an element holds, from its source: text with references resolved and CDATA sections unwrapped. Where markup stands
 * in it that is not escaped, as in XHTML or by mistake, it is HTML instead, and the references in it stay.
 */
export function readText(source: string): string {
  if (!source.includes('<')) return decodeEntities(source);
  const parts = split(source);
  if (parts.some(part => !part.cdata && TAG.test(part.text))) return toHtml(parts);
  return parts.map(part => (part.cdata ? part.text : decodeEntities(part.text))).join('');
}

/** CDATA sections and what lies between, without comments. A section that nobody ends goes on to the end. */
function split(source: string): Part[] {
  const parts: Part[] = [];
  const lastComment = source.lastIndexOf('-->');
  let from = 0;
  let at = source.indexOf('<!');
  while (at !== -1) {
    const cdata = source.startsWith(CDATA, at);
    const start = at + (cdata ? CDATA.length : 4);
    if (cdata || (start <= lastComment && source.startsWith('<!--', at))) {
      const found = source.indexOf(cdata ? ']]>' : '-->', start);
      const end = found === -1 ? source.length : found;
      if (at > from) parts.push({ text: source.slice(from, at), cdata: false });
      if (cdata) parts.push({ text: source.slice(start, end), cdata: true });
      from = end + 3;
    }
    at = source.indexOf('<!', Math.max(from, at + 2));
  }
  if (from < source.length) parts.push({ text: source.slice(from), cdata: false });
  return parts;
}

/** Markup of XML as HTML: without the `div` around it and prefixes, and with end tags where HTML wants them. */
function toHtml(parts: readonly Part[]): string {
  const html = parts.map(part => (part.cdata ? escapeHtml(part.text) : part.text)).join('');
  const bare = /<[a-z]+:div[\s>]/i.test(html) ? html.replace(/<(\/?)[a-z]+:(?=[a-z])/gi, '<$1') : html;
  return unwrap(bare.trim()).replace(
    /<([a-z][a-z\d]*)((?:\s[^<>]*)?)\/>/gi,
    (whole, name: string, rest: string) => (VOID.test(name) ? whole : `<${name}${rest}></${name}>`),
  );
}

/** What stands in the one `div` around everything, or all of it when there are several side by side. */
function unwrap(html: string): string {
  const inner = /^<div(?:\s[^<>]*)?>([\s\S]*)<\/div\s*>$/i.exec(html)?.[1];
  if (inner === undefined) return html;
  const close = inner.indexOf('</div');
  const open = inner.indexOf('<div');
  return close !== -1 && (open === -1 || close < open) ? html : inner;
}
