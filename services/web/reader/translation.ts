import { toAppError } from '../../../core/errors.ts';
import { baseLanguage, languageTag, sameLanguage } from '../../../core/translate/languages.ts';
import type { Item, TranslatedItem } from '../../reader/contract.ts';
import type { ReaderRequest } from './reader-page.ts';

/** Milliseconds for which a person waits for a translation, and for the list of languages, without which a page does too. */
const PATIENCE = 90_000;
const LIST_PATIENCE = 3_000;

/** The language of the person who reads: their choice, or that of the site. */
export function languageOf({ prefs, frame }: Pick<ReaderRequest, 'prefs' | 'frame'>): string {
  return languageTag(prefs.language || frame.site.language) ?? 'en';
}

/** Whether anybody translates here. */
export async function canTranslate({ web, request }: ReaderRequest): Promise<boolean> {
  return (await web.reader.getTranslators({}, request.call)).translators.length > 0;
}

/** Whether somebody may want the item in their language: it is in another, or nobody has said in which. */
export function isForeign({ language }: Pick<Item, 'language'>, to: string): boolean {
  return language === undefined || !sameLanguage(language, to);
}

export interface Languages {
  /** From which is translated; none while no translator answers. */
  readonly from: readonly string[];
  /** Into which can be translated, that of the reader among them. */
  readonly into: readonly string[];
}

/** Languages that can be chosen; undefined where nobody translates. */
export async function languagesOf(asked: ReaderRequest): Promise<Languages | undefined> {
  const { web, request } = asked;
  if (!(await canTranslate(asked))) return undefined;
  const soon = { ...request.call, deadline: Date.now() + LIST_PATIENCE };
  const own = languageOf(asked);
  let into: string[] = [];
  let from: string[] = [];
  try {
    ({ languages: into, from = [] } = await web.reader.getTranslators({ languages: true }, soon));
  } catch (error) {
    request.log.debug({ err: error }, 'The languages of the translators are not known.');
  }
  return { from, into: [own, ...into.filter(tag => tag !== own && tag !== baseLanguage(own))] };
}

/** The item in the language of who reads, or in words why it is not. `from`: in which it is, as they say. */
export async function translationOf(
  { web, request, account, ...asked }: ReaderRequest,
  { id }: Item,
  from: string | undefined,
): Promise<{ translation?: TranslatedItem; problem?: string; unknown?: boolean }> {
  const patient = { ...request.call, deadline: Date.now() + PATIENCE };
  try {
    const wanted = { account, id, from, to: languageOf(asked), images: 'proxied' as const };
    return await web.reader.translateItem(wanted, patient);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal') throw thrown;
    return { problem: error.message, unknown: error.reason === 'language_unknown' };
  }
}
