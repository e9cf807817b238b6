import type { Token } from 'markdown-it';

/** The words of a block's inline content, as a reader sees them. */
export function inlineText(inline: Token): string {
  let text = '';
  for (const child of inline.children ?? []) {
    if (child.type === 'text' || child.type === 'code_inline' || child.type === 'math') text += child.content;
    else if (child.type === 'softbreak' || child.type === 'hardbreak') text += ' ';
    else if (child.type === 'image') text += inlineText(child);
  }
  return text;
}

/** All words of a document for counting and searching, one block a line; tags of raw HTML are dropped and their text is kept. */
export function documentText(tokens: readonly Token[]): string {
  const blocks: string[] = [];
  for (const token of tokens) {
    if (token.type === 'inline' || token.type === 'figure') blocks.push(inlineText(token));
    else if (token.type === 'fence' || token.type === 'code_block' || token.type === 'math_block')
      blocks.push(token.content);
    else if (token.type === 'html_block') blocks.push(htmlText(token.content));
  }
  return blocks.join('\n');
}

function htmlText(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<[^<>]*>/g, ' ');
}

const SUMMARY_LENGTH = 300;

/**
 * Plain text that introduces the document: what stands before `<!--more-->` when the writer set one, otherwise its first
 * paragraph. At most 300 characters, cut between words with an ellipsis.
 */
export function summarise(tokens: readonly Token[]): string {
  const more = tokens.findIndex(
    token => token.type === 'html_block' && /^<!--\s*more\s*-->/i.test(token.content),
  );
  const paragraphs = tokens
    .slice(0, more === -1 ? tokens.length : more)
    .filter((token, at) => token.type === 'inline' && tokens[at - 1]?.type === 'paragraph_open')
    .map(inlineText)
    .filter(text => text.trim() !== '');
  return cutText(more === -1 ? (paragraphs[0] ?? '') : paragraphs.join(' '));
}

/** One line of text of at most 300 characters. */
export function cutText(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= SUMMARY_LENGTH) return line;
  const cut = line.slice(0, SUMMARY_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${(space > SUMMARY_LENGTH / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:–—-]+$/, '')}…`;
}
