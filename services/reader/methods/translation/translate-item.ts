import { escapeHtml } from '../../../../core/html/escape.ts';
import { excerpt, htmlToText } from '../../../../core/html/text.ts';
import { languageTag } from '../../../../core/translate/index.ts';
import type { ReaderContext } from '../../context.ts';
import type { TranslatedItem } from '../../contract/translation.ts';
import { type ShownFrom, showImages } from '../../images/show-images.ts';
import { cleanHtml } from '../../items/clean-html.ts';
import { getItem } from '../items/get-items.ts';

const LONGEST_TITLE = 500;

export interface Wanted {
  readonly account: string;
  readonly id: string;
  readonly from?: string | undefined;
  readonly to: string;
  readonly images?: ShownFrom;
}

/** An item in another language. What a translator gives is cleaned as what a feed gives, since it is as much a stranger's. */
export async function translateItem(
  ctx: Pick<ReaderContext, 'db' | 'images' | 'translator'>,
  { account, id, from, to, images }: Wanted,
): Promise<{ translation: TranslatedItem }> {
  const item = await getItem(ctx, { account, id });
  const { texts, ...rest } = await ctx.translator.translate({
    texts: [escapeHtml(item.title), item.html ?? `<p>${escapeHtml(item.summary)}</p>`],
    from: from === undefined ? item.language : languageTag(from),
    to: languageTag(to)!,
  });
  const title = excerpt(htmlToText(texts[0]!), LONGEST_TITLE);
  const html = withCodeOf(item.html ?? '', cleanHtml(texts[1]!, item.url));
  return { translation: { ...rest, title, ...showImages(ctx, { html }, images) } };
}

const CODE = /<(pre|code)\b[^>]*>[\s\S]*?<\/\1>/g;

/** Code is in no language that people speak: it is put back as it was, where the translation has as many places for it. */
function withCodeOf(original: string, translated: string): string {
  const code = original.match(CODE) ?? [];
  if (translated.match(CODE)?.length !== code.length) return translated;
  const blocks = code.values();
  return translated.replace(CODE, () => blocks.next().value!);
}
