import {
  emptyProperties,
  invalidRequest,
  type MicropubRequest,
  PROPERTY_NAME,
  type Properties,
} from './request.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * A request as JSON (https://micropub.spec.indieweb.org/#json-syntax). iA Writer sends single values where the standard has
 * lists of them, which is understood when something is made; in an update a list is required. Throws `invalid_request`.
 */
export function readJson(body: unknown): MicropubRequest {
  if (!isObject(body)) throw invalidRequest('The body must be a JSON object.');
  const action = body['action'] ?? 'create';
  if (action === 'delete' || action === 'undelete') return { action, url: urlOf(body) };
  if (action === 'update') return readUpdate(body);
  if (action !== 'create')
    throw invalidRequest('There is no such action: create, update, delete and undelete are.');
  const given = body['properties'];
  if (!isObject(given)) throw invalidRequest('A post needs "type" and "properties".');
  const properties = emptyProperties();
  for (const [name, value] of Object.entries(given)) {
    checkName(name);
    const values = (Array.isArray(value) ? value : [value]).filter(one => one !== null && one !== '');
    if (values.length > 0) properties[name] = values;
  }
  return { action, type: typeOf(body), properties };
}

function readUpdate(body: Json): MicropubRequest {
  const remove = { whole: [] as string[], values: emptyProperties() };
  const asked = body['delete'];
  if (Array.isArray(asked)) {
    for (const name of asked) {
      if (typeof name !== 'string') throw invalidRequest('"delete" must be a list of names.');
      checkName(name);
      remove.whole.push(name);
    }
  } else if (asked !== undefined) remove.values = lists(asked, 'delete');
  const replace = lists(body['replace'] ?? {}, 'replace');
  const add = lists(body['add'] ?? {}, 'add');
  const all = [replace, add, remove.values].flatMap(one => Object.keys(one)).concat(remove.whole);
  if (all.length === 0) throw invalidRequest('An update needs "replace", "add" or "delete".');
  return { action: 'update', url: urlOf(body), replace, add, remove };
}

function lists(given: unknown, part: string): Properties {
  if (!isObject(given)) throw invalidRequest(`"${part}" must be an object of lists.`);
  const properties = emptyProperties();
  for (const [name, values] of Object.entries(given)) {
    checkName(name);
    if (!Array.isArray(values))
      throw invalidRequest(`"${name}" in "${part}" must be a list, even of one value.`);
    properties[name] = values;
  }
  return properties;
}

function typeOf(body: Json): string {
  const type = Array.isArray(body['type']) ? body['type'][0] : body['type'];
  if (type === undefined) return 'entry';
  if (typeof type !== 'string') throw invalidRequest('"type" must be a list such as ["h-entry"].');
  return type.replace(/^h-/, '');
}

function urlOf(body: Json): string {
  const url = body['url'];
  if (typeof url !== 'string') throw invalidRequest('Say which post: "url" is missing.');
  return url;
}

function checkName(name: string): void {
  if (!PROPERTY_NAME.test(name)) throw invalidRequest(`"${name.slice(0, 100)}" cannot be a property.`);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
