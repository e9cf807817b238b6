import type { MarkdownIt, Token } from 'markdown-it';

const MARK = /^\[([ xX])\](?=\s)/;

/** GFM task lists (https://github.github.com/gfm/#task-list-items-extension-), each box inside the label that names it. */
export function taskLists(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'task_lists', state => {
    for (const [at, token] of state.tokens.entries()) {
      if (token.type !== 'inline' || state.tokens[at - 2]?.type !== 'list_item_open') continue;
      const first = token.children?.[0];
      const mark = first?.type === 'text' ? MARK.exec(first.content) : null;
      if (!first || !mark) continue;
      first.content = first.content.slice(mark[0].length);
      state.tokens[at - 2]!.attrJoin('class', 'task');
      const checked = mark[1] === ' ' ? '' : ' checked';
      token.children = [
        html(`<label><input type="checkbox" disabled${checked}>`, state.Token),
        ...token.children!,
        html('</label>', state.Token),
      ];
    }
  });
}

function html(content: string, Make: typeof Token): Token {
  const token = new Make('html_inline', '', 0);
  token.content = content;
  token.meta = { made: true };
  return token;
}
