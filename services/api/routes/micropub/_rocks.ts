import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { getPost } from '../../methods/posts/get-post.ts';
import { type Answered, servedApi } from '../../testing/served-api.ts';

/** The smallest pictures there are. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
export const JPG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
);
export const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
export const SUNSET = 'https://micropub.rocks/media/sunset.jpg';

/**
 * What the server tests of https://micropub.rocks have in common. They stand here by their numbers and names, with the requests
 * that it sends; what it leaves to a person to look at in a browser is looked at too.
 */
export async function rocks(t: TestContext) {
  const { api, ask, tokenFor } = await servedApi(t);
  const token = await tokenFor('create', 'update', 'delete', 'undelete');
  const send = (form: string) => ask('/micropub', { token, form });
  const sendJson = (json: unknown) => ask('/micropub', { token, json });
  const query = async (text: string) => ask(`/micropub?${text}`, { token });
  const source = async (location: string) =>
    (await query(`q=source&url=${encodeURIComponent(location)}`)).json.properties;
  const post = (location: string) => getPost(api, { slug: location.split('/posts/')[1]! });
  const update = async (properties: object, change: object) => {
    const { location } = made(await sendJson({ type: ['h-entry'], properties }));
    const answer = await sendJson({ action: 'update', url: location, ...change });
    return { answer, location, properties: await source(location) };
  };
  return { ask, token, tokenFor, send, sendJson, query, source, post, update };
}

/** Checks that something was made, and gives the answer on. */
export function made(answer: Answered): Answered {
  assert.equal(answer.status, 201, answer.text);
  assert.match(answer.location, /^https:\/\/croft\.example\/posts\/./);
  return answer;
}
