import { type Html, html } from '../../../../../core/html/html.ts';
import type { Diff, DiffLine } from '../../../../api/contract.ts';
import { marked } from './diff.ts';

interface Pair {
  left?: DiffLine | undefined;
  right?: DiffLine | undefined;
}

/** Two texts beside each other, with the words marked that only one of them has. */
export function sidesView({ lines, cut }: Diff, left: string, right: string): Html {
  return html`<div class="table-scroll" role="group" aria-label="Both texts" tabindex="0"><table class="sides"><caption class="visually-hidden">Both texts beside each other</caption>
<thead><tr><th scope="col">${left}</th><th scope="col">${right}</th></tr></thead>
<tbody>${inPairs(lines).map(row)}</tbody></table></div>${cut && html`<p class="hint">The rest of the comparison is too long to be shown.</p>`}`;
}

function row({ left, right }: Pair): Html {
  if (left?.kind === 'gap')
    return html`<tr class="gap"><td colspan="2">${left.skipped} lines are the same</td></tr>`;
  return html`<tr>${side(left)}${side(right)}</tr>\n`;
}

function side(line: DiffLine | undefined): Html {
  return line === undefined ? html`<td></td>` : html`<td class="${line.kind}">${marked(line)}</td>`;
}

/** Lines that replace each other stand in one row, as far as there are as many of them. */
function inPairs(lines: readonly DiffLine[]): Pair[] {
  const pairs: Pair[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    if (line.kind === 'same' || line.kind === 'gap') {
      pairs.push({ left: line, right: line });
      at++;
      continue;
    }
    const block: DiffLine[] = [];
    while (at < lines.length && (lines[at]!.kind === 'removed' || lines[at]!.kind === 'added'))
      block.push(lines[at++]!);
    const removed = block.filter(one => one.kind === 'removed');
    const added = block.filter(one => one.kind === 'added');
    for (let index = 0; index < Math.max(removed.length, added.length); index++)
      pairs.push({ left: removed[index], right: added[index] });
  }
  return pairs;
}
