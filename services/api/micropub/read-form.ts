import {
  addValue,
  emptyProperties,
  invalidRequest,
  type MicropubRequest,
  PROPERTY_NAME,
  type Properties,
} from './request.ts';

/** A field of a form by its name. A file has become its address by now. */
export type Field = readonly [name: string, value: string];

const MOST_FIELDS = 1000;
/** `category`, `category[]`, `category[0]`, `content[html]`, `photo[][alt]` and `photo[0][alt]`, as PHP and its clients write them. */
const NAME = /^([a-z][a-z0-9-]*)(?:\[(\d{0,4})\])?(?:\[([a-z][a-z0-9-]*)\])?$/;

/**
 * A request as a form (https://micropub.spec.indieweb.org/#form-encoded-and-multipart-requests). Empty fields are fields that
 * were not filled in, and fields with other names are of no meaning here. Throws `invalid_request`.
 */
export function readForm(fields: readonly Field[]): MicropubRequest {
  if (fields.length > MOST_FIELDS) throw invalidRequest('The form has too many fields.');
  const action = last(fields, 'action') ?? 'create';
  if (action === 'delete' || action === 'undelete') return { action, url: urlOf(fields) };
  if (action === 'update')
    throw invalidRequest('An update must be sent as JSON, since a form cannot say what to replace.');
  if (action !== 'create')
    throw invalidRequest('There is no such action: create, update, delete and undelete are.');
  return { action, type: last(fields, 'h') ?? 'entry', properties: propertiesOf(fields) };
}

const RESERVED = new Set(['access-token', 'action', 'h', 'q', 'url']);

function propertiesOf(fields: readonly Field[]): Properties {
  const properties = emptyProperties();
  const objects = new Map<string, Record<string, string>>();
  for (const [written, value] of fields) {
    const [, name, index, key] = NAME.exec(written) ?? [];
    if (name === undefined || value === '' || RESERVED.has(name) || !PROPERTY_NAME.test(name)) continue;
    if (key === undefined) {
      addValue(properties, name, value);
      continue;
    }
    // Parts of one value: those with the same index, or without one until a part comes a second time.
    const place = `${name} ${index ?? ''}`;
    let object = objects.get(place);
    if (object === undefined || (!index && Object.hasOwn(object, key))) {
      object = {};
      objects.set(place, object);
      addValue(properties, name, object);
    }
    object[key] = value;
  }
  return properties;
}

function last(fields: readonly Field[], name: string): string | undefined {
  return fields.findLast(([written, value]) => written === name && value !== '')?.[1];
}

function urlOf(fields: readonly Field[]): string {
  const url = last(fields, 'url');
  if (url === undefined) throw invalidRequest('Say which post: "url" is missing.');
  return url;
}
