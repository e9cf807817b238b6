import { isUrlAttribute } from './safe-url.ts';

/**
 * Where an interpolation stands: in text, in a quoted attribute value, at the start of a quoted attribute value that
 * is an address, or inside a tag where attributes go.
 */
export type Hole = 'text' | 'value' | 'url' | 'tag';

const RAW_TEXT = new Set([
  'script',
  'style',
  'iframe',
  'noembed',
  'noframes',
  'noscript',
  'plaintext',
  'xmp',
]);
const RCDATA = new Set(['textarea', 'title']);
/** Attributes that hold code, or a document. */
const CODE_ATTRIBUTE = /^(?:on.*|style|srcdoc)$/;

/** The tokenizer's state after the static parts read so far. */
interface State {
  at: 'text' | 'tag-name' | 'tag' | 'attribute' | 'before-value' | 'value' | 'unquoted' | 'comment';
  tag: string;
  attribute: string;
  quote: string;
  /** What the attribute value held so far: nothing, static text, or an interpolation. */
  value: 'empty' | 'static' | 'hole';
  /** The element whose content is not markup, while inside one. */
  rawTag: string;
}

/**
 * Where each interpolation of a template stands. Throws for one that escaping cannot make safe, so that a dangerous
 * template fails the first time that it is rendered, whatever the values.
 */
export function findHoles(strings: readonly string[]): Hole[] {
  const state: State = { at: 'text', tag: '', attribute: '', quote: '', value: 'empty', rawTag: '' };
  const holes: Hole[] = [];
  for (let index = 0; index < strings.length - 1; index++) {
    read(state, strings[index]!);
    holes.push(classify(state, strings[index]!, strings[index + 1]!));
  }
  return holes;
}

function classify(state: State, before: string, next: string): Hole {
  const near = `near \`${before.slice(-40)}\${…}\``;
  if (state.at === 'text') {
    if (RAW_TEXT.has(state.rawTag)) {
      throw new TypeError(
        `A value cannot be put inside <${state.rawTag}> ${near}: use jsonScript() for data, a class for style.`,
      );
    }
    return 'text';
  }
  if (state.at === 'value') return classifyValue(state, near, next);
  if (state.at === 'tag' || (state.at === 'tag-name' && state.tag !== '')) return 'tag';
  if (state.at === 'unquoted' || state.at === 'before-value') {
    throw new TypeError(`An attribute value must stand in quotes ${near}.`);
  }
  throw new TypeError(`A value cannot be put into the ${state.at.replace('-', ' ')} ${near}.`);
}

function classifyValue(state: State, near: string, next: string): Hole {
  if (CODE_ATTRIBUTE.test(state.attribute)) {
    throw new TypeError(`A value cannot be put into the attribute ${state.attribute} ${near}.`);
  }
  const starts = state.value === 'empty';
  state.value = 'hole';
  if (!starts || !isUrlAttribute(state.attribute)) return 'value';
  if (!/^["'/?#]/.test(next)) {
    throw new TypeError(`An address must start with one whole value ${near}: join its parts first.`);
  }
  return 'url';
}

function read(state: State, text: string): void {
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    switch (state.at) {
      case 'text':
        at = readText(state, text, at);
        break;
      case 'comment':
        if (text.startsWith('-->', at)) state.at = 'text';
        break;
      case 'value':
        if (char === state.quote) state.at = 'tag';
        else if (char > ' ') state.value = 'static';
        break;
      default:
        readTag(state, char);
    }
  }
}

function readText(state: State, text: string, at: number): number {
  if (text[at] !== '<') return at;
  if (state.rawTag !== '') {
    const end = `</${state.rawTag}`;
    if (text.slice(at, at + end.length).toLowerCase() !== end) return at;
  } else if (text.startsWith('<!--', at)) {
    state.at = 'comment';
    return at + 3;
  }
  if (at + 1 < text.length && !/[a-z/!?]/i.test(text[at + 1]!)) return at;
  state.at = 'tag-name';
  state.tag = '';
  return at;
}

function readTag(state: State, char: string): void {
  const space = /\s/.test(char);
  if (char === '>') {
    endTag(state);
  } else if (state.at === 'tag-name') {
    if (space || (char === '/' && state.tag !== '')) state.at = 'tag';
    else state.tag += char.toLowerCase();
  } else if (state.at === 'tag') {
    if (space || char === '/') return;
    state.at = char === '=' ? 'before-value' : 'attribute';
    if (state.at === 'attribute') state.attribute = char.toLowerCase();
  } else if (state.at === 'attribute') {
    if (char === '=') state.at = 'before-value';
    else if (space || char === '/') state.at = 'tag';
    else state.attribute += char.toLowerCase();
  } else if (state.at === 'before-value') {
    if (space) return;
    state.at = char === '"' || char === "'" ? 'value' : 'unquoted';
    state.quote = char;
    state.value = 'empty';
  } else if (state.at === 'unquoted' && space) {
    state.at = 'tag';
  }
}

function endTag(state: State): void {
  state.at = 'text';
  state.rawTag = RAW_TEXT.has(state.tag) || RCDATA.has(state.tag) ? state.tag : '';
}
