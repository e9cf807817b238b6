import { serveHelper } from '../../helper/serve-helper.ts';
import type { HighlightedLines, HighlightTasks } from './highlight.ts';
import { highlightCode } from './highlight-code.ts';

serveHelper<HighlightTasks>({
  async highlight({ blocks }) {
    const lines: HighlightedLines[] = [];
    for (const { code, language } of blocks)
      lines.push(await highlightCode(code, language).catch(() => undefined));
    return lines;
  },
});
