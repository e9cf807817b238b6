import type { FastifyReply } from 'fastify';
import { AppError } from '../../../../../core/errors.ts';
import type { Html } from '../../../../../core/html/html.ts';
import { RoomId, Rules } from '../../../../bot/contract.ts';
import { type AdminRequest, goTo } from '../../admin-page.ts';
import { roomPath } from '../../views/bot/bot-tabs.ts';
import { type RulesForm, rulesView, STEPS } from '../../views/bot/rules.ts';

/** `GET /admin/bot/rules?id=ROOM`. */
export async function botRulesPage(asked: AdminRequest): Promise<Html> {
  const id = roomOf((asked.request.query as RulesForm)['id']);
  const { rules } = await asked.web.bot.getRoomRules({ room: id }, asked.request.call);
  return rulesView(asked, id, toForm(rules));
}

/** `POST /admin/bot/rules` sets all of a room's rules. */
export async function saveBotRules(asked: AdminRequest): Promise<Html | FastifyReply> {
  const form = (asked.request.body ?? {}) as RulesForm;
  const id = roomOf(form['id']);
  const read = Rules.safeParse(fromForm(form));
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    return again(asked, id, form, `${path.join(' ')}: ${message}`);
  }
  try {
    await asked.web.bot.setRoomRules({ room: id, rules: read.data }, asked.request.call);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'invalid')
      return again(asked, id, form, thrown.message);
    throw thrown;
  }
  return goTo(asked, roomPath(id, 'rules'), 'Saved.');
}

function again(asked: AdminRequest, id: string, form: RulesForm, problem: string): Html {
  asked.reply.code(400);
  return rulesView(asked, id, form, problem);
}

function roomOf(id: unknown): string {
  const room = RoomId.safeParse(id);
  if (!room.success) throw new AppError('not_found', 'There is no such room.');
  return room.data;
}

function toForm(rules: Rules): RulesForm {
  const { caps, symbols, emotes, length, flood, repeats, newcomers, raid, steps, exempt } = rules;
  const numbers = {
    caps: caps?.percent,
    symbols: symbols?.percent,
    emotes: emotes ?? undefined,
    length: length ?? undefined,
    floodLines: flood?.lines,
    floodSeconds: flood?.seconds,
    repeatsTimes: repeats?.times,
    repeatsSeconds: repeats?.seconds,
    newMinutes: newcomers?.minutes,
    newDays: newcomers?.days || undefined,
    raidLines: raid?.lines,
    raidSeconds: raid?.seconds,
    raidMinutes: raid?.minutes,
    forgetHours: rules.forgetHours,
  };
  return {
    ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, value?.toString()])),
    ...Object.fromEntries(
      steps.flatMap(({ act, minutes }, index) => [
        [`step${index}`, act],
        [`minutes${index}`, minutes?.toString()],
      ]),
    ),
    on: rules.on ? 'on' : undefined,
    words: rules.words.join('\n'),
    domains: rules.domains.join('\n'),
    links: rules.links,
    exemptModerators: exempt.includes('moderators') ? 'on' : undefined,
    exemptMembers: exempt.includes('members') ? 'on' : undefined,
  };
}

/** Letters, or signs, of a message that is looked at. */
const FROM = 10;

function fromForm(form: RulesForm): Record<string, unknown> {
  const number = (name: string) => (form[name]?.trim() ? Number(form[name]) : undefined);
  const lines = (name: string) => [
    ...new Set(
      (form[name] ?? '')
        .split('\n')
        .map(line => line.trim())
        .filter(Boolean),
    ),
  ];
  const share = (name: string) => (number(name) === undefined ? null : { percent: number(name), from: FROM });
  /** A pair counts when any of it is given. */
  const group = (parts: Record<string, number | undefined>) =>
    Object.values(parts).some(value => value !== undefined) ? parts : null;
  const days = number('newDays');
  return {
    on: form['on'] !== undefined,
    words: lines('words'),
    domains: lines('domains'),
    links: form['links'],
    caps: share('caps'),
    symbols: share('symbols'),
    emotes: number('emotes') ?? null,
    length: number('length') ?? null,
    flood: group({ lines: number('floodLines'), seconds: number('floodSeconds') }),
    repeats: group({ times: number('repeatsTimes'), seconds: number('repeatsSeconds') }),
    newcomers:
      number('newMinutes') === undefined && days === undefined
        ? null
        : { minutes: number('newMinutes') ?? 10, days: days ?? 0 },
    raid: group({
      lines: number('raidLines'),
      seconds: number('raidSeconds'),
      minutes: number('raidMinutes'),
    }),
    exempt: [
      ...(form['exemptModerators'] === undefined ? [] : ['moderators']),
      ...(form['exemptMembers'] === undefined ? [] : ['members']),
    ],
    steps: Array.from({ length: STEPS }, (_, index) => ({
      act: form[`step${index}`],
      minutes: number(`minutes${index}`),
    }))
      .filter(({ act }) => act !== undefined && act !== '')
      .map(({ act, minutes }) => ({ act, ...(minutes !== undefined && { minutes }) })),
    forgetHours: number('forgetHours') ?? 24,
  };
}
