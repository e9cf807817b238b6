/**
 * What parts of code are told apart by, and the TextMate scopes that each stands for
 * (https://macromates.com/manual/en/language_grammars#naming_conventions). The site's theme gives the classes their colours,
 * so that light and dark need no second rendering and no style attribute.
 */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  'hl-c': ['comment', 'punctuation.definition.comment', 'string.quoted.docstring'],
  'hl-k': [
    'keyword',
    'storage',
    'variable.language',
    'support.type.primitive',
    'entity.name.tag',
    'markup.heading',
  ],
  'hl-s': ['string', 'punctuation.definition.string', 'markup.inline.raw', 'markup.quote'],
  'hl-n': [
    'constant',
    'support.constant',
    'string.regexp',
    'constant.character.escape',
    'markup.list punctuation',
  ],
  'hl-f': ['entity.name.function', 'support.function', 'meta.function-call.generic', 'entity.name.command'],
  'hl-t': [
    'entity.name.type',
    'entity.name.class',
    'support.type',
    'support.class',
    'entity.other.inherited-class',
  ],
  'hl-v': [
    'variable.parameter',
    'entity.other.attribute-name',
    'support.type.property-name',
    'meta.object-literal.key',
  ],
  'hl-i': ['markup.inserted'],
  'hl-d': ['markup.deleted', 'invalid'],
};

const NAMES = Object.keys(CLASSES);
/** Code that belongs to none. */
const PLAIN = '#000000';

/** A theme whose colours stand for classes: what highlights wants colours, and the page wants classes. */
export const CLASS_THEME = {
  name: 'classes',
  type: 'light' as const,
  fg: PLAIN,
  bg: '#ffffff',
  settings: [
    { settings: { foreground: PLAIN } },
    ...NAMES.map((name, at) => ({ scope: [...CLASSES[name]!], settings: { foreground: marker(at) } })),
    // Operators and template braces read as the code around them.
    {
      scope: ['keyword.operator', 'punctuation.definition.template-expression', 'meta.template.expression'],
      settings: { foreground: PLAIN },
    },
    {
      scope: ['keyword.operator.new', 'keyword.operator.expression', 'keyword.operator.logical.python'],
      settings: { foreground: marker(NAMES.indexOf('hl-k')) },
    },
  ],
};

function marker(at: number): string {
  return `#0000${(at + 1).toString(16).padStart(2, '0').toUpperCase()}`;
}

/** The class that a colour of the theme stands for; undefined for plain code. */
export function classOf(colour: string | undefined): string | undefined {
  return colour === undefined ? undefined : NAMES[Number.parseInt(colour.slice(1, 7), 16) - 1];
}
