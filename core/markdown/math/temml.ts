import temml, { type Options } from 'temml';
import { escapeHtml } from '../../html/escape.ts';

/** Its own types leave out what its default export has. */
const { __renderToMathMLTree: toTree } = temml as unknown as {
  __renderToMathMLTree(tex: string, options: Options): Node;
};

/** Characters of a formula: what is longer is shown as it was written. */
const LONGEST = 10_000;

/**
 * A TeX formula as MathML (https://www.w3.org/TR/mathml-core/), which browsers set without a script or a font of ours. Colours
 * become attributes and other styling classes, since the content security policy allows no style attribute. What cannot be
 * read is shown as it was written, with what is wrong as its tooltip.
 */
export function renderMath(tex: string, display: boolean): string {
  try {
    if (tex.length > LONGEST) throw new Error('The formula is too long.');
    const tree = toTree(tex, { displayMode: display, throwOnError: true, trust: false });
    unstyle(tree);
    return tree.toMarkup();
  } catch (error) {
    const why =
      error instanceof Error
        ? error.message
            .replace(/[\u0300-\u036f]/g, '')
            .trim()
            .split('\n')[0]!
        : '';
    const source = `<code class="math-error" title="${escapeHtml(why)}">${escapeHtml(tex)}</code>`;
    return display ? `<p>${source}</p>` : source;
  }
}

/** What Temml's tree has of interest here. */
interface Node {
  style?: Record<string, string>;
  attributes?: Record<string, string>;
  classes?: string[];
  children?: Node[];
  toMarkup(): string;
}

/** Attributes that only set a formula (https://www.w3.org/TR/mathml-core/#global-attributes and the elements' own). */
const KEPT = new Set(
  `accent accentunder columnalign columnlines columnspacing columnspan depth display displaystyle fence form frame
  height linethickness lspace mathvariant maxsize minsize movablelimits notation rowalign rowlines rowspacing rowspan
  rspace scriptlevel separator stretchy symmetric voffset width`.split(/\s+/),
);

function unstyle(node: Node): void {
  const { style = {}, attributes = {}, classes = [] } = node;
  for (const name of Object.keys(attributes)) if (!KEPT.has(name)) delete attributes[name];
  if (style['color']) attributes['mathcolor'] = style['color'];
  const background = style['backgroundColor'] ?? style['background-color'];
  if (background) attributes['mathbackground'] = background;
  if (isNone(style['paddingLeft'])) classes.push('math-flush-left');
  if (isNone(style['paddingRight'])) classes.push('math-flush-right');
  if (/solid/.test(style['border'] ?? '')) classes.push('math-boxed');
  node.style = {};
  for (const child of node.children ?? []) unstyle(child);
}

function isNone(length: string | undefined): boolean {
  return /^0(?:em|pt|px)?$/.test(length ?? '');
}
