import { z } from 'zod';
import { askJson, type Web } from './ask-provider.ts';
import { inLanguage } from './in-language.ts';

export interface Summary {
  readonly title: string;
  readonly text: string;
  readonly url: string | undefined;
  /** Its name stands for several things. */
  readonly ambiguous: boolean;
}

/** https://en.wikipedia.org/api/rest_v1/#/Page%20content/get_page_summary__title_ */
const PageSummary = z.object({
  type: z.string().optional(),
  title: z.string(),
  extract: z.string(),
  content_urls: z.object({ desktop: z.object({ page: z.url({ protocol: /^https?$/ }) }) }).optional(),
});

/** What an encyclopedia says of something in its first words; undefined when it has no page of that name. Throws `unavailable`. */
export async function summaryOf(
  web: Web,
  base: string,
  asked: { title: string; language: string; signal: AbortSignal | undefined },
): Promise<Summary | undefined> {
  const title = encodeURIComponent(asked.title.replaceAll(' ', '_'));
  const url = `${inLanguage(base, asked.language)}/page/summary/${title}`;
  const page = await askJson(web, PageSummary, { who: 'Wikipedia', url, signal: asked.signal });
  if (!page || page.extract === '') return undefined;
  return {
    title: page.title,
    text: page.extract,
    url: page.content_urls?.desktop.page,
    ambiguous: page.type === 'disambiguation',
  };
}
