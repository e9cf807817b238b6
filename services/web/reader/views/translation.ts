import { attributes, type Html, html } from '../../../../core/html/html.ts';
import { languageName } from '../../../../core/translate/languages.ts';
import type { TranslatedItem } from '../../../reader/contract.ts';
import { itemPath } from '../stream.ts';

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
  const named = languages
    .map(tag => [tag, languageName(tag)] as const)
    .sort(([, one], [, other]) => one.localeCompare(other, 'en'));
  return html`<form class="language" action="${action}">${fields}<label for="language">${label}</label><select id="language" name="language">${named.map(
    ([tag, name]) => html`<option${attributes({ value: tag, selected: tag === chosen })}>${name}</option>`,
  )}</select><button class="small" type="submit">${button}</button></form>`;
}

export interface LanguageChoice {
  readonly languages: readonly string[];
  readonly chosen: string;
  readonly label: string;
  readonly button: string;
}
