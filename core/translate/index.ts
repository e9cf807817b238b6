export { createTranslationFetcher } from './fetcher.ts';
export { languageName, languageTag, sameLanguage } from './languages.ts';
export { type TranslationConfig, translationOptions } from './options.ts';
export { createTranslator, type Translation, type Translator } from './translator.ts';
export { TRANSLATION_ERRORS } from './troubles.ts';
