import { languageName, languageTag } from '../../../core/translate/index.ts';

/** Languages with a code of two letters (ISO 639-1) that people write. */
const CODES = `af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ku ky la lb lo lt lv
  mg mi mk ml mn mr ms mt my nb ne nl nn no oc pa pl ps pt ro ru sd si sk sl so sq sr sv sw ta te tg th tk tl tr tt ug uk ur uz vi xh yi yo zh zu`;

let byName: Map<string, string> | undefined;

/** The tag of a language as people name it, in English or by its tag: `German`, `Brazilian Portuguese`, `de`, `pt-BR`. */
export function readLanguage(text: string): string | undefined {
  const said = text.trim().toLowerCase();
  byName ??= new Map([
    ...CODES.split(/\s+/).map(code => [languageName(code).toLowerCase(), code] as const),
    ...['pt-BR', 'en-US', 'en-GB', 'zh-Hant'].map(tag => [languageName(tag).toLowerCase(), tag] as const),
  ]);
  const named = byName.get(said);
  if (named !== undefined) return named;
  if (!/^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/.test(said)) return undefined;
  const tag = languageTag(said);
  // A tag that has no name is a word that looks like one.
  return tag !== undefined && languageName(tag) !== tag ? tag : undefined;
}
