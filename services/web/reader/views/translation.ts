import { attributes, type Html, html } from '../../../../core/html/html.ts';
import { languageName } from '../../../../core/translate/languages.ts';
import type { Item, TranslatedItem } from '../../../reader/contract.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { feedPath, itemPath } from '../stream.ts';
import { type Languages, languageOf } from '../translation.ts';
import { postForm } from './forms.ts';

/** Who translated and from what, with the way back. */
export function translatedNote(id: string, { from, by }: TranslatedItem): Html {
  const whence = from === undefined ? '' : ` from ${languageName(from)}`;
  return html`<p class="translated">Translated${whence} by ${by}. <a href="${itemPath(id)}">Show the original</a></p>`;
}

/** The choice of a language, which the browser remembers. */
export function languageForm(
  action: string,
  { languages, chosen, label, button }: LanguageChoice,
  fields: Html = html``,
): Html {
  return html`<form class="language" action="${action}">${fields}<label for="language">${label}</label><select id="language" name="language">${options(languages, chosen)}</select><button class="small" type="submit">${button}</button></form>`;
}

/** The choices of an item from and into which it is translated. */
export function translationForm(asked: ReaderRequest, item: Item, wanted: TranslationChoice): Html {
  const { from, into, chosen, unknown } = wanted;
  const own = item.language === undefined ? 'its language' : languageName(item.language);
  const select = {
    id: 'from',
    name: 'from',
    'aria-invalid': unknown && 'true',
    'aria-describedby': unknown && 'problem',
  };
  const fields = html`<input type="hidden" name="translated" value="yes"><label for="from">From</label><select${attributes(select)}><option value="">${own}</option>${options(from, chosen)}</select>`;
  const choice = { languages: into, chosen: languageOf(asked), label: 'into', button: 'Translate' };
  return languageForm(itemPath(item.id), choice, fields);
}

/** Keeps what was said of one item for all of its feed. */
export function keepLanguage(asked: ReaderRequest, { feedId, feedTitle }: Item, language: string): Html {
  const button = html`<button class="small" type="submit">${feedTitle} is always in ${languageName(language)}</button>`;
  return postForm(asked, `${feedPath(feedId)}/language`, { language }, button);
}

function options(languages: readonly string[], chosen: string | undefined): Html[] {
  return languages
    .map(tag => [tag, languageName(tag)] as const)
    .sort(([, one], [, other]) => one.localeCompare(other, 'en'))
    .map(
      ([tag, name]) => html`<option${attributes({ value: tag, selected: tag === chosen })}>${name}</option>`,
    );
}

export interface TranslationChoice extends Languages {
  /** In which language the item is, as the reader says. */
  readonly chosen: string | undefined;
  /** Nobody could tell in which it is. */
  readonly unknown: boolean;
}

export interface LanguageChoice {
  readonly languages: readonly string[];
  readonly chosen: string;
  readonly label: string;
  readonly button: string;
}
