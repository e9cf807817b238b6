import { AppError } from '../../../core/errors.ts';

/** Properties of microformats2 JSON (https://microformats.org/wiki/microformats2-parsing): each a list of values of any shape. */
export type Properties = Record<string, unknown[]>;

/** What a Micropub client asks to be done (https://micropub.spec.indieweb.org/#syntax), whichever way it was written. */
export type MicropubRequest =
  | { readonly action: 'create'; readonly type: string; readonly properties: Properties }
  | {
      readonly action: 'update';
      readonly url: string;
      readonly replace: Properties;
      readonly add: Properties;
      /** Properties to be taken away altogether, and values to be taken out of others. */
      readonly remove: { readonly whole: readonly string[]; readonly values: Properties };
    }
  | { readonly action: 'delete' | 'undelete'; readonly url: string };

/** Names of properties, of ours and of extensions (`mp-slug`). Nothing that an object of JavaScript has of itself passes. */
export const PROPERTY_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Without a prototype, so that a property named like one of its methods is only a property. */
export function emptyProperties(): Properties {
  return Object.create(null) as Properties;
}

export function addValue(properties: Properties, name: string, value: unknown): void {
  const values = properties[name];
  if (values === undefined) properties[name] = [value];
  else values.push(value);
}

export function invalidRequest(message: string): AppError {
  return new AppError('invalid', message, { reason: 'invalid_request' });
}
