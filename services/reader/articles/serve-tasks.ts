import { serveHelper } from '../../../core/helper/serve-helper.ts';
import { readTranscript } from '../episodes/read-transcript.ts';
import { checkSelectors, extractArticle } from './extract.ts';
import type { ArticleTasks } from './tasks.ts';

serveHelper<ArticleTasks>({
  extract: extractArticle,
  transcript: async ({ text, url }) => readTranscript(text, url),
  check: async selectors => void (await checkSelectors(selectors)),
});
