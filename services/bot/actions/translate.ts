import { AppError } from '../../../core/errors.ts';
import { baseLanguage, languageName } from '../../../core/translate/languages.ts';
import { translateText } from '../language/interpreter.ts';
import { readLanguage } from '../language/names.ts';
import { shorten } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { say } from '../reply.ts';
import { type Action, type ActionContext, defineAction } from './action.ts';

interface Asked {
  readonly text: string;
  /** The room's own unless named. */
  readonly to: string | undefined;
}

const LONGEST = 1_000;
/** A detection needs no more. */
const SAMPLE = 500;

const ENDINGS = [
  /^(.+)\s(?:to|into|in)\s([\p{L}-]+ [\p{L}-]+)$/isu,
  /^(.+)\s(?:to|into|in)\s([\p{L}-]+)$/isu,
];

export const translate = defineAction<Asked>({
  name: 'translate',
  aliases: ['tr', 'translation'],
  about: 'Translates into the language of this room, or into another.',
  usage: 'translate TEXT [to LANGUAGE]',
  examples: ['translate guten Morgen', 'translate good morning to German'],
  freeText: true,
  cooldown: 2,
  phrases: [
    phrase('how do (you|i|we) say {text}', text => / in \S+(?: \S+)?$/.test(text)),
    phrase('what does {text} mean', text => text.includes(' ')),
  ],
  parse(said) {
    if (said === '')
      throw new AppError('invalid', 'What should I translate? For example: translate guten Morgen');
    if (said.length > LONGEST)
      throw new AppError('invalid', `I translate at most ${LONGEST} letters at once.`);
    // Two words first, as of `to Brazilian Portuguese`.
    for (const ending of ENDINGS) {
      const [, text, name = ''] = ending.exec(said) ?? [];
      const to = readLanguage(name);
      if (text !== undefined && to !== undefined) return { text: unquote(text), to };
    }
    return { text: unquote(said), to: undefined };
  },
  async run({ text, to }, ctx) {
    const wanted = to ?? roomLanguage(ctx);
    const found = await translateText(ctx.translator, text, wanted);
    return say(`${found.text} (${found.from ? `from ${languageName(found.from)}, ` : ''}by ${found.by})`);
  },
});

export const language = defineAction<string>({
  name: 'language',
  aliases: ['detect', 'lang'],
  about: 'Tells in which language a text is.',
  usage: 'language TEXT',
  examples: ['language wie geht es dir'],
  freeText: true,
  cooldown: 2,
  phrases: [phrase('(what|which) language is {text}')],
  parse(text) {
    if (text === '') throw new AppError('invalid', 'Of what? For example: language wie geht es dir');
    return unquote(text).slice(0, SAMPLE);
  },
  async run(text, { translator }) {
    const { language: tag, by } = await translator.detect(text);
    return say(`“${shorten(text)}” is ${languageName(tag)}, as ${by} has it.`);
  },
});

export const languageActions: readonly Action[] = [translate, language];

/** Into a language, and not into its spelling of one country. */
function roomLanguage({ language: tag }: ActionContext): string {
  return tag === 'en-GB' ? baseLanguage(tag) : tag;
}

function unquote(text: string): string {
  return text.replace(/^["“'«](.+)["”'»]$/s, '$1').trim();
}
