import jsep, { type CallExpression, type Expression } from 'jsep';
import { AppError } from '../../../core/errors.ts';
import { shorten } from './arguments.ts';

const MAX_LENGTH = 200;
/** Of brackets and functions in one another. */
const MAX_DEPTH = 40;

const OPERATORS: ReadonlyMap<string, (left: number, right: number) => number> = new Map([
  ['+', (left, right) => left + right],
  ['-', (left, right) => left - right],
  ['*', (left, right) => left * right],
  ['/', (left, right) => left / notZero(right)],
  ['%', (left, right) => left % notZero(right)],
  ['**', (left, right) => left ** right],
]);

const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['π', Math.PI],
  ['tau', 2 * Math.PI],
  ['e', Math.E],
]);

interface Known {
  /** How many numbers it takes; undefined for any, but one at least. */
  readonly takes?: number;
  readonly of: (...numbers: number[]) => number;
}

const FUNCTIONS: ReadonlyMap<string, Known> = new Map<string, Known>([
  ['sqrt', { takes: 1, of: Math.sqrt }],
  ['cbrt', { takes: 1, of: Math.cbrt }],
  ['abs', { takes: 1, of: Math.abs }],
  ['round', { takes: 1, of: Math.round }],
  ['floor', { takes: 1, of: Math.floor }],
  ['ceil', { takes: 1, of: Math.ceil }],
  ['exp', { takes: 1, of: Math.exp }],
  ['ln', { takes: 1, of: Math.log }],
  ['log', { takes: 1, of: Math.log10 }],
  ['log2', { takes: 1, of: Math.log2 }],
  ['sin', { takes: 1, of: Math.sin }],
  ['cos', { takes: 1, of: Math.cos }],
  ['tan', { takes: 1, of: Math.tan }],
  ['asin', { takes: 1, of: Math.asin }],
  ['acos', { takes: 1, of: Math.acos }],
  ['atan', { takes: 1, of: Math.atan }],
  ['min', { of: Math.min }],
  ['max', { of: Math.max }],
]);

/**
 * The value of an expression in numbers with `+ - * / % ^`, brackets, pi, tau, e and the functions above, angles in radians.
 * `×`, `÷`, `·`, `−`, `√` and commas between thousands are read as people write them. Throws `invalid` with a sentence that
 * names what cannot be calculated. An expression is read into a tree and never run as a program.
 */
export function calculate(text: string): number {
  if (text.length > MAX_LENGTH) throw wrong('That is too long to calculate.');
  const value = evaluate(parse(asWritten(text), text), 0);
  if (Number.isNaN(value)) throw wrong(`“${shorten(text)}” has no value among the real numbers.`);
  if (!Number.isFinite(value)) throw wrong('That is larger than I can count.');
  return value;
}

function asWritten(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
      .replace(/[×·]/g, '*')
      .replace(/[÷:]/g, '/')
      .replace(/[−–]/g, '-')
      .replace(/√\s*(\d+(?:\.\d+)?|π|pi)/g, 'sqrt($1)')
      .replace(/√/g, 'sqrt')
      .replace(/(?<=[\d)]\s*)x(?=\s*[\d(])/g, '*')
      .replace(/\^/g, '**')
      // A sign binds less than a power: -2^2 is -4.
      .replace(/(?<=^|[(,])\s*-/g, '0-')
  );
}

function parse(expression: string, said: string): Expression {
  try {
    return jsep(expression);
  } catch {
    throw notUnderstood(said);
  }
}

function evaluate(tree: Expression, depth: number): number {
  if (depth > MAX_DEPTH) throw wrong('That has too many brackets in one another.');
  const { type, ...parts }: { type: string; [part: string]: unknown } = tree;
  const inner = (one: unknown) => evaluate(one as Expression, depth + 1);
  if (type === 'Literal' && typeof parts['value'] === 'number') return parts['value'];
  if (type === 'Identifier') return constant(String(parts['name']));
  if (type === 'UnaryExpression' && parts['operator'] === '-') return -inner(parts['argument']);
  if (type === 'UnaryExpression' && parts['operator'] === '+') return inner(parts['argument']);
  if (type === 'CallExpression') return call(tree as CallExpression, inner);
  const operator = type === 'BinaryExpression' ? OPERATORS.get(String(parts['operator'])) : undefined;
  if (operator) return operator(inner(parts['left']), inner(parts['right']));
  throw wrong('I calculate with numbers, + - * / % ^, brackets and functions such as sqrt(2).');
}

function constant(name: string): number {
  const value = CONSTANTS.get(name);
  if (value === undefined) throw wrong(`I know no number called “${shorten(name)}”.`);
  return value;
}

function call({ callee, arguments: given }: CallExpression, inner: (one: unknown) => number): number {
  const name = callee.type === 'Identifier' ? String(callee['name']) : '';
  const known = FUNCTIONS.get(name);
  if (!known)
    throw wrong(`I know no function “${shorten(name)}”. These I know: ${[...FUNCTIONS.keys()].join(', ')}.`);
  if (given.length !== (known.takes ?? Math.max(1, given.length)))
    throw wrong(`${name} takes ${known.takes === 1 ? 'one number' : 'at least one number'}.`);
  return known.of(...given.map(inner));
}

function notZero(number: number): number {
  if (number === 0) throw wrong('Nothing can be divided by zero.');
  return number;
}

function notUnderstood(said: string): AppError {
  return wrong(`“${shorten(said)}” is nothing I can calculate. Write it as 2*(3+4)^2 or sqrt(2)/3.`);
}

function wrong(message: string): AppError {
  return new AppError('invalid', message);
}
