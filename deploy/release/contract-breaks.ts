/** A JSON schema, as far as we look into it. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly enum?: readonly unknown[];
}

/** Methods, streams and events are described as `SERVICE.NAME.input`, `.output`, `.item` and `.event`. */
type Described = Readonly<Record<string, unknown>>;

/**
 * What a newer contract takes from an older one: something that is gone, an input that asks for more or other than before, an answer
 * that lacks what it had or has it otherwise. In sentences; none when old and new can call each other.
 */
export function contractBreaks(older: Described, newer: Described): string[] {
  return Object.entries(older).flatMap(([name, was]) => {
    const is = newer[name];
    if (is === undefined) return [`${name} is gone.`];
    return name.endsWith('.input')
      ? inputBreaks(name, was as Shape, is as Shape)
      : outputBreaks(name, was as Shape, is as Shape);
  });
}

/** What an old caller sends has to be taken. */
function inputBreaks(path: string, was: Shape, is: Shape): string[] {
  const asked = (is.required ?? []).filter(name => !(was.required ?? []).includes(name));
  return [
    ...otherType(path, was, is),
    ...asked.map(name => `${path} asks for ${name}, which old callers do not send; make it optional.`),
    ...narrowed(path, was, is),
    ...inside(path, was, is, inputBreaks),
  ];
}

/** What an old caller reads has to be there. */
function outputBreaks(path: string, was: Shape, is: Shape): string[] {
  const lost = (was.required ?? []).filter(name => !(is.required ?? []).includes(name));
  return [
    ...otherType(path, was, is),
    ...lost.map(name => `${path} may lack ${name}, which old callers read; keep it for a release.`),
    ...inside(path, was, is, outputBreaks),
  ];
}

function otherType(path: string, was: Shape, is: Shape): string[] {
  if (was.type === undefined || is.type === undefined) return [];
  const [before, now] = [was.type, is.type].map(type => [type].flat().toSorted().join(' or '));
  return before === now ? [] : [`${path} was ${before} and is ${now}.`];
}

function narrowed(path: string, was: Shape, is: Shape): string[] {
  if (was.enum === undefined || is.enum === undefined) return [];
  const refused = was.enum.filter(value => !is.enum!.includes(value));
  return refused.map(value => `${path} no longer takes ${JSON.stringify(value)}.`);
}

type Compare = (path: string, was: Shape, is: Shape) => string[];

function inside(path: string, was: Shape, is: Shape, compare: Compare): string[] {
  const properties = Object.entries(was.properties ?? {}).flatMap(([name, shape]) => {
    const now = is.properties?.[name];
    return now === undefined ? [] : compare(`${path}.${name}`, shape, now);
  });
  return was.items && is.items ? [...properties, ...compare(`${path}[]`, was.items, is.items)] : properties;
}
