import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { actions } from '../actions/index.ts';
import { MAX_REQUESTS, requestReader } from './requests.ts';

const read = requestReader({ name: 'croft', prefix: '!', actions });

/**
 * What was understood, short: `roll:2d6`, `?rol>roll` for an unknown one near to roll, `time:Paris~what time …` for what may be
 * meant, and `more` for what was left out.
 */
function understood(text: string, direct = false): string[] {
  return read(text, direct).map(request => {
    if (request.kind === 'action') return `${request.action.name}:${request.text}`;
    if (request.kind === 'doubtful')
      return request.meanings.map(one => `${one.action.name}:${one.text}~${one.said}`).join(' or ');
    return request.kind === 'more' ? 'more' : `?${request.said}>${request.near ?? ''}`;
  });
}

const CASES: readonly (readonly [said: string, understood: readonly string[]])[] = [
  ['!roll 2d6', ['roll:2d6']],
  ['!ROLL 2d6', ['roll:2d6']],
  ['  !dice d20 ', ['roll:d20']],
  ['croft: roll 2d6', ['roll:2d6']],
  ['Croft, roll 2d6 please', ['roll:2d6']],
  ['@croft time in Paris', ['time:in Paris']],
  ['@croft: !time in Paris', ['time:in Paris']],
  ["hey croft, what's the latest?", ['latest:']],
  ['hey croft what’s the latest?', ['latest:']],
  ['hello croft', ['help:']],
  ['croft?', ['help:']],
  ['roll 3d6, croft!', ['roll:3d6']],
  ['croft roll 2d6', ['roll:2d6']],
  ['croft, what time is it in New York?', ['time:New York']],
  ['croft: could you please tell me the time in Tokyo, please?', ['time:Tokyo']],
  ['croft: what can you do?', ['help:']],
  ['croft: what are you reading these days', ['reading:']],
  ['croft: is there anything about sourdough bread?', ['search:sourdough bread']],
  ['croft: are you there?', ['ping:']],
  ['!roll 2d6; !time in Tokyo', ['roll:2d6', 'time:in Tokyo']],
  ['!roll 2d6; time in Tokyo', ['roll:2d6', 'time:in Tokyo']],
  ['!seen "Ann and Ben", !roll', ['seen:"Ann and Ben"', 'roll:']],
  ['croft: have you seen “Ann, Ben; Cleo”?', ['seen:“Ann, Ben; Cleo”']],
  ['!ping\n!roll', ['ping:', 'roll:']],
  ['croft: ping and roll 2d6 and time in Paris', ['ping:', 'roll:2d6', 'time:in Paris']],
  ['croft: what time is it in Paris and then roll d20', ['time:Paris', 'roll:d20']],
  ['croft: roll d6, flip a coin, and what time is it in Paris?', ['roll:d6', 'flip:', 'time:Paris']],
  ['croft: what is the weather in Paris, Texas and roll d6', ['weather:Paris, Texas', 'roll:d6']],
  ['!choose tea, time or ping', ['choose:tea, time or ping']],
  ['!search salt and pepper', ['search:salt and pepper']],
  ['!search war and time', ['search:war and time']],
  ['!search salt; !ping', ['search:salt', 'ping:']],
  ['croft: rol 2d6', ['?rol 2d6>roll']],
  ['croft: make me a sandwich', ['?make me a sandwich>']],
  ['croft: !foo', ['?foo>']],
  // One slip among words that are right is no doubt.
  ['croft: waht time is it in Tokyo', ['time:Tokyo']],
  ["croft: what's the wheather like in Oslo?", ['weather:Oslo']],
  ['croft: flip a cion', ['flip:']],
  ['croft: what are you readign these days?', ['reading:']],
  ['croft: whta is the latest?', ['latest:']],
  ['croft: roll d6 and waht time is it in Tokyo', ['roll:d6', 'time:Tokyo']],
  // More of them are.
  ['croft: waht tiem is it in Tokyo', ['time:Tokyo~what time is it in Tokyo']],
  ['croft: whaaat time is it in Tokyo', ['?whaaat time is it in Tokyo>']],
  ['croft: serch for bread', ['search:bread~search for bread']],
  ['croft: lock for bread', ['search:bread~look for bread']],
  // What stands in a slot is theirs, however near it is to a word of ours.
  ['croft: waht time is it in Tokio', ['time:Tokio']],
  ['croft: what is the wether in Wheather', ['weather:Wheather']],
  // Short words, and words that are others, are not slips.
  ['croft: who time is it', ['?who time is it>']],
  ['croft: hat time is it', ['?hat time is it>']],
  // What is sensitive is said exactly.
  ['croft: forget evrything about me', ['forget:evrything about me']],
  ['croft: erase my dta', ['forget:my dta']],
  ['croft: erase mny data', ['forget:mny data']],
  ['croft: lte ann post a link', ['?lte ann post a link>']],
  ['croft: tme out ann', ['?tme out ann>time']],
  // Two phrases of two actions fit.
  [
    'croft: what does guten Morgen mean?',
    ['define:guten Morgen~define guten Morgen or translate:guten Morgen~translate guten Morgen'],
  ],
  ['croft: 2', ['yes:2']],
  ['croft: the second one, please', ['yes:the second one']],
  // What is understood is done, whatever stands beside it.
  ['croft: roll d6 and make me a sandwich', ['roll:d6', '?make me a sandwich>']],
  ['croft: roll d6, make me a sandwich and a coffee', ['roll:d6', '?make me a sandwich and a coffee>']],
  ['croft: ping, my dear', ['ping:my dear']],
  ['croft: sing me a song, then ping', ['?sing me a song>', 'ping:']],
  ['!roll d6 and make me a sandwich', ['roll:d6', '?make me a sandwich>']],
  ['croft: weather in Oslo; make me a sandwich', ['weather:in Oslo', '?make me a sandwich>']],
  ['croft: roll seven and time in Paris', ['roll:seven', 'time:in Paris']],
  ['croft: what is the weather in Trinidad and Tobago?', ['weather:Trinidad and Tobago']],
  ['croft: weather in Bosnia and Herzegovina and roll d6', ['weather:in Bosnia and Herzegovina', 'roll:d6']],
  ['croft roll d6 and I like bread', ['roll:d6']],
];

for (const [said, expected] of CASES) {
  test(`“${said.replace('\n', '⏎')}” is ${expected.join(' and ')}`, () => {
    assert.deepEqual(understood(said), expected);
  });
}

const NOT_MEANT = [
  'roll 2d6',
  '!foo',
  '! roll',
  'I like croft a lot',
  'the croft: a history',
  'croft news is great today',
  'crofts: roll 2d6',
  'croft-builder: roll 2d6',
  'croft is down again',
  'what time is it in Paris?',
  '',
  '!',
  '!!!',
];

for (const said of NOT_MEANT) {
  test(`“${said}” is not for the bot`, () => assert.deepEqual(understood(said), []));
}

test('in a direct room commands need neither name nor prefix', () => {
  assert.deepEqual(understood('roll 2d6', true), ['roll:2d6']);
  assert.deepEqual(understood('what time is it?', true), ['time:']);
  assert.deepEqual(understood('!foo', true), ['?foo>']);
});

test('an unknown command beside a known one is passed over where the bot was not called', () => {
  assert.deepEqual(understood('!roll 2d6; !foo'), ['roll:2d6']);
});

test(`a message has at most ${MAX_REQUESTS} requests, and it is known that there were more`, () => {
  const most = Array(MAX_REQUESTS).fill('ping:');
  assert.deepEqual(understood('!ping\n'.repeat(50)), [...most, 'more']);
  assert.deepEqual(understood(Array(50).fill('!ping').join('; ')), [...most, 'more']);
  assert.deepEqual(understood(Array(MAX_REQUESTS).fill('!ping').join('\nbread\n')), most);
});

test('any text is read without a throw', () => {
  const words = fc.constantFrom(
    'croft',
    '!',
    'roll',
    'time',
    'and',
    ';',
    'in',
    ',',
    ':',
    'search',
    '\n',
    '2d6',
    ' ',
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(words, { maxLength: 40 }).map(all => all.join(' ')),
  );
  fc.assert(
    fc.property(anything, fc.boolean(), (text, direct) => {
      const requests = read(text, direct).filter(({ kind }) => kind !== 'more');
      assert.ok(requests.length <= MAX_REQUESTS);
    }),
  );
});
