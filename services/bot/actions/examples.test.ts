import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requestReader } from '../parse/requests.ts';
import { actions } from './index.ts';

const read = requestReader({ name: 'croft', prefix: '!', actions });

function understood(text: string): string[] {
  return read(text, false).map(request =>
    request.kind === 'action' ? `${request.action.name}:${request.text}` : `?${request.kind}`,
  );
}

for (const action of actions) {
  test(`every example of ${action.name} is read as what it is an example of, and understood`, () => {
    assert.ok(action.examples.length > 0);
    for (const example of action.examples) {
      const [request, ...more] = read(`!${example}`, false);
      assert.ok(request?.kind === 'action' && request.action === action && more.length === 0, example);
      action.parse(request.text);
    }
  });
}

test('no word stands for two actions', () => {
  const words = actions.flatMap(({ name, aliases }) => [name, ...aliases]);
  assert.deepEqual(words, [...new Set(words)]);
});

const SENTENCES: readonly (readonly [said: string, understood: string])[] = [
  ["what's the weather like in Oslo?", 'weather:Oslo'],
  ['how is the weather in New York today', 'weather:New York today'],
  ['will it rain tomorrow in Lyon?', 'weather:Lyon'],
  ['what does croft mean?', 'define:croft'],
  ['what is the meaning of "set off"?', 'define:"set off"'],
  ['what does Wikipedia say about Ada Lovelace?', 'wiki:Ada Lovelace'],
  ['tell ann that the mill is open and warm', 'tell:ann that the mill is open and warm'],
  ['let ann know that bread is out', 'tell:ann know that bread is out'],
  ['have you seen ben?', 'seen:ben'],
  ['have you seen "Ann Lee"?', 'seen:"Ann Lee"'],
  ['tell "Ann Lee" that bread is out', 'tell:"Ann Lee" that bread is out'],
  ['when was ben last here?', 'seen:ben last here'],
  ['what is the poll', 'poll:'],
  ['close the poll', 'poll:close'],
  ['I vote for bread', 'vote:bread'],
  ['any new commits in croft?', 'commits:croft'],
  ['is the stream live right now?', 'stream:'],
  ['what is https://example.org/a?b', 'title:https://example.org/a?b'],
  ['how long have you been up?', 'uptime:'],
  ['what is the counter for deaths', 'counter:deaths'],
  ['which custom commands are there?', 'command:'],
  ['what do you repeat here', 'repeat:'],
  // What was understood before still is.
  ['what is 5 km to miles', 'convert:5 km to miles'],
  ['what is 2+2', 'calc:2+2'],
  ['tell me what time it is in Tokyo', 'time:Tokyo'],
  ['what is the latest', 'latest:'],
];

for (const [said, expected] of SENTENCES) {
  test(`“croft: ${said}” is ${expected}`, () => assert.deepEqual(understood(`croft: ${said}`), [expected]));
}
