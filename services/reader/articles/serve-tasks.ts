import { serveHelper } from '../../../core/helper/serve-helper.ts';
import { checkSelectors, extractArticle } from './extract.ts';
import type { ArticleTasks } from './tasks.ts';

serveHelper<ArticleTasks>({
  extract: extractArticle,
  check: async selectors => void (await checkSelectors(selectors)),
});
