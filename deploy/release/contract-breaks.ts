import type { Schema } from './schema.ts';
import { type Break, schemaBreaks } from './schema-breaks.ts';

/** Methods, streams and events are described as `SERVICE.NAME.input`, `.output`, `.item` and `.event`. */
type Described = Readonly<Record<string, unknown>>;

/** Which generation calls the other. */
export type Callers = 'old' | 'new';

/**
 * Why callers of one release cannot call a service of the other: something that is not there, an input that asks for more or other
 * than they send, an answer that lacks what they read or has it otherwise. In sentences; none when they can. `called` has the names
 * that are called, such as `api.getPost`; all of the callers' unless given.
 */
export function contractBreaks(
  older: Described,
  newer: Described,
  callers: Callers = 'old',
  called?: ReadonlySet<string>,
): string[] {
  const [theirs, served] = callers === 'old' ? [older, newer] : [newer, older];
  return Object.entries(theirs).flatMap(([name, schema]) => {
    const method = name.slice(0, name.lastIndexOf('.'));
    if (called !== undefined && !called.has(method)) return [];
    const there = served[name];
    if (there === undefined) return [callers === 'old' ? `${name} is gone.` : `${name} is not there yet.`];
    const [mine, other] = [schema as Schema, there as Schema];
    return name.endsWith('.input')
      ? schemaBreaks(name, mine, other, true).map(problem => inputInWords(problem, callers))
      : schemaBreaks(name, other, mine, mine.checked === true).map(problem =>
          answerInWords(problem, callers),
        );
  });
}

/** What callers send has to be taken. */
function inputInWords(problem: Break, callers: Callers): string {
  const { path } = problem;
  const takes = (what: string) =>
    callers === 'old' ? `${path} no longer takes ${what}.` : `${path} does not take ${what} yet.`;
  switch (problem.kind) {
    case 'lacks':
      return callers === 'old'
        ? `${path} asks for ${problem.name}, which old callers do not send; make it optional.`
        : `${path} still asks for ${problem.name}, which new callers do not send; send it for a release.`;
    case 'unknown':
      return takes(problem.name);
    case 'value':
      return takes(problem.value);
    case 'differs':
      return differsInWords(problem, callers === 'old');
  }
}

/** What callers read has to be there, and nothing that they do not know. */
function answerInWords(problem: Break, callers: Callers): string {
  const { path } = problem;
  const unknown = (what: string) =>
    `${path} may ${what}, which ${callers} callers do not know; ${callers === 'old' ? 'give it one release later' : 'know it for a release'}.`;
  switch (problem.kind) {
    case 'lacks':
      return `${path} may lack ${problem.name}, which ${callers} callers read; ${callers === 'old' ? 'keep it' : 'let it be missing'} for a release.`;
    case 'unknown':
      return unknown(`have ${problem.name}`);
    case 'value':
      return unknown(`be ${problem.value}`);
    case 'differs':
      return differsInWords(problem, callers === 'new');
  }
}

/** The older side comes first. */
function differsInWords(
  { path, what, sent, taken }: Break & { kind: 'differs' },
  olderSends: boolean,
): string {
  const [was, is] = olderSends ? [sent, taken] : [taken, sent];
  const subject = what === 'type' ? path : `${what} of ${path}`;
  const none = what === 'type' ? 'anything' : 'none';
  return `${subject} was ${was ?? none} and is ${is ?? none}.`;
}
