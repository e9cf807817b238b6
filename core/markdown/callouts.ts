import type { MarkdownIt, Token } from 'markdown-it';
import type { Env } from './env.ts';
import { labelsOf } from './labels.ts';

const MARK = /^\[!(note|tip|important|warning|caution)\](?:[ \t]+|$)/i;

/**
 * Alerts as GitHub writes them (https://docs.github.com/get-started/writing-on-github): a quotation whose first line is
 * `[!NOTE]`, TIP, IMPORTANT, WARNING or CAUTION. Words after the mark on its line are the title instead of the kind's name.
 */
export function callouts(md: MarkdownIt): void {
  md.core.ruler.push('callouts', state => {
    const { language } = state.env as Env;
    const tokens: Token[] = [];
    const open: boolean[] = [];
    for (let at = 0; at < state.tokens.length; at++) {
      const token = state.tokens[at]!;
      tokens.push(token);
      if (token.type === 'blockquote_close' && open.pop()) token.tag = 'div';
      if (token.type !== 'blockquote_open') continue;
      const kind = kindOf(state.tokens, at);
      open.push(kind !== undefined);
      if (kind === undefined) continue;
      token.tag = 'div';
      token.attrs = [
        ['class', `callout ${kind}`],
        ['role', 'note'],
      ];
      const body = state.tokens[at + 2]!;
      tokens.push(...title(body, labelsOf(language)[kind], state.Token));
      // What is left of the first paragraph may be nothing.
      if (body.children!.length === 0) at += 3;
    }
    state.tokens = tokens;
  });
}

type Kind = 'note' | 'tip' | 'important' | 'warning' | 'caution';

function kindOf(tokens: readonly Token[], at: number): Kind | undefined {
  if (tokens[at + 1]?.type !== 'paragraph_open') return undefined;
  const first = tokens[at + 2]?.children?.[0];
  const mark = first?.type === 'text' ? MARK.exec(first.content) : null;
  return mark?.[1]?.toLowerCase() as Kind | undefined;
}

/** Takes the first line off the paragraph and gives it as the callout's title. */
function title(body: Token, label: string, Make: typeof Token): Token[] {
  const children = body.children!;
  const end = children.findIndex(child => child.type === 'softbreak' || child.type === 'hardbreak');
  const line = end === -1 ? children.splice(0) : children.splice(0, end + 1).slice(0, -1);
  line[0]!.content = line[0]!.content.replace(MARK, '');
  if (line.every(child => child.type === 'text' && child.content.trim() === '')) line[0]!.content = label;
  const open = new Make('callout_title_open', 'p', 1);
  open.attrs = [['class', 'callout-title']];
  open.block = true;
  const inline = new Make('inline', '', 0);
  inline.children = line;
  const close = new Make('callout_title_close', 'p', -1);
  close.block = true;
  return [open, inline, close];
}
