import { attributes, type Html, html } from '../../../../core/html/html.ts';

interface Labelled {
  readonly label: string;
  readonly name: string;
  /** One line under the field that says what belongs in it. */
  readonly hint?: string | Html | undefined;
  /** What is wrong with what was sent. */
  readonly problem?: string | undefined;
  readonly required?: boolean;
  /** Sets the ids of this form's fields apart when two forms of a page have fields of one name. */
  readonly form?: string;
}

export interface FieldOptions extends Labelled {
  readonly value?: string | number | undefined;
  readonly type?: 'text' | 'email' | 'url' | 'search' | 'number' | 'password' | 'date' | 'datetime-local';
  readonly placeholder?: string;
  readonly maxlength?: number;
  readonly autocomplete?: string;
  /** Id of a `datalist` with proposals. */
  readonly list?: string;
  /** In a row of filters: takes the room that is left. */
  readonly wide?: boolean;
}

/** A field of one line with its label. */
export function field(options: FieldOptions): Html {
  const { value, type = 'text', placeholder, maxlength, autocomplete, list } = options;
  const input = html`<input${attributes({ ...common(options), type, value, placeholder, maxlength, autocomplete, list })}>`;
  return labelled(options, input, options.wide);
}

/** A field of many lines. The line break after the tag is the one that HTML drops. */
export function textArea(
  options: Labelled & {
    readonly value?: string | undefined;
    readonly rows?: number;
    readonly maxlength?: number;
  },
): Html {
  const { value, rows = 4, maxlength } = options;
  return labelled(
    options,
    html`<textarea${attributes({ ...common(options), rows, maxlength })}>\n${value}</textarea>`,
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One of several; `value` is chosen. */
export function select(
  options: Labelled & { readonly value?: string | undefined; readonly choices: readonly Choice[] },
): Html {
  const choices = options.choices.map(
    ({ value, label }) =>
      html`<option${attributes({ value, selected: value === (options.value ?? '') })}>${label}</option>`,
  );
  return labelled(options, html`<select${attributes(common(options))}>${choices}</select>`);
}

/** On or off; sends `value` (`on` unless given) when on and nothing when off. */
export function checkbox(options: Labelled & { readonly checked?: boolean; readonly value?: string }): Html {
  const { label, checked, value } = options;
  const input = attributes({ ...common(options), type: 'checkbox', checked, value });
  return html`<div class="check"><input${input}><label for="${fieldId(options)}">${label}</label>${notes(options)}</div>`;
}

function common(options: Labelled) {
  const described = [options.hint && 'hint', options.problem && 'problem'].filter(Boolean);
  const id = fieldId(options);
  return {
    id,
    name: options.name,
    required: options.required,
    'aria-invalid': options.problem === undefined ? undefined : 'true',
    'aria-describedby': described.map(part => `${id}-${part}`).join(' ') || undefined,
  };
}

function fieldId({ form, name }: Labelled): string {
  return form === undefined ? `field-${name}` : `${form}-${name}`;
}

function labelled(options: Labelled, input: Html, wide = false): Html {
  return html`<div class="${wide ? 'form-field wide' : 'form-field'}"><label for="${fieldId(options)}">${options.label}</label>${input}${notes(options)}</div>`;
}

function notes(options: Labelled): Html {
  const { hint, problem } = options;
  const id = fieldId(options);
  return html`${hint ? html`<span class="hint" id="${`${id}-hint`}">${hint}</span>` : ''}${
    problem ? html`<span class="problem" id="${`${id}-problem`}">${problem}</span>` : ''
  }`;
}
