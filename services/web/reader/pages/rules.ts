import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { Actions, type Match, type Rule } from '../../../reader/contract.ts';
import { done, type ReaderRequest } from '../reader-page.ts';
import { type RuleForm, readRuleForm, rowsOf } from '../rule-form.ts';
import { type RulePage, ruleView } from '../views/rule.ts';
import { rulesView } from '../views/rules.ts';
import { feedsOf } from './subscriptions.ts';

const LIST = '/reader/rules';

/** `GET /reader/rules`: the rules in their order, and what they have told of. */
export async function rulesPage(asked: ReaderRequest): Promise<Html> {
  const { web, request, account } = asked;
  const [feeds, { rules }] = await Promise.all([
    feedsOf(asked),
    web.reader.listRules({ account }, request.call),
  ]);
  return rulesView(asked, { feeds, rules });
}

/** `GET /reader/rules/new`, also from a feed with `?feed=ADDRESS`. */
export async function newRulePage(asked: ReaderRequest): Promise<Html> {
  const { feed } = z
    .object({ feed: z.string().max(1000).optional().catch(undefined) })
    .parse(asked.request.query);
  const conditions = feed
    ? [{ field: 'feed' as const, operator: 'is' as const, value: feed, not: false }]
    : [];
  const form = { name: '', every: true, rows: rowsOf(conditions), actions: Actions.parse({}), enabled: true };
  return ruleView(asked, { ...(await offered(asked)), form });
}

/** `GET /reader/rules/ID`. */
export async function editRulePage(asked: ReaderRequest): Promise<Html> {
  const [around, rule] = await Promise.all([offered(asked), findRule(asked)]);
  const { id, name, match, actions, enabled } = rule;
  const form = { id, name, every: match.every, rows: rowsOf(match.conditions), actions, enabled };
  return ruleView(asked, { ...around, form });
}

/** `POST /reader/rules`: saves a rule, or with `try` says what it would be about. What is wrong is said on the form. */
export async function saveRulePage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  const { web, request, account } = asked;
  const form = readRuleForm(request.body);
  const { id, name, enabled } = form;
  try {
    const match = matchOf(form);
    if (form.trying) {
      const call = { ...request.call, deadline: Date.now() + 20_000 };
      const tried = await web.reader.testRule({ account, match }, call);
      return ruleView(asked, { ...(await offered(asked)), form, tried });
    }
    if (name === '') throw new AppError('invalid', 'Give the rule a name.');
    const { rule } = await web.reader.saveRule(
      { account, id, name, match, actions: actionsOf(form), enabled },
      request.call,
    );
    return done(asked, `“${rule.name}” is saved. It looks at what comes in from now on.`, { to: LIST });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal' || error.code === 'unavailable') throw thrown;
    asked.reply.code(400);
    return ruleView(asked, { ...(await offered(asked)), form, problem: error.message });
  }
}

/** What the form chooses from: only the owner's rules speak in rooms. */
async function offered(asked: ReaderRequest): Promise<Pick<RulePage, 'feeds' | 'rooms'>> {
  const { web, request, principal } = asked;
  const [feeds, { rooms }] = await Promise.all([
    feedsOf(asked),
    principal.role === 'owner' ? web.bot.listRooms({}, request.call) : { rooms: [] },
  ]);
  return { feeds, rooms };
}

function matchOf({ every, rows }: RuleForm): z.output<typeof Match> {
  const conditions = rows.filter(row => row.value !== '');
  if (conditions.length === 0) throw new AppError('invalid', 'Say at least once what it is about.');
  return { every, conditions };
}

function actionsOf({ actions }: RuleForm): z.output<typeof Actions> {
  const checked = Actions.safeParse(actions);
  if (checked.success) return checked.data;
  throw new AppError('invalid', 'A room is written irc/NETWORK/#channel, and a rule gives at most 10 tags.');
}

const Deed = z.object({ do: z.enum(['up', 'down', 'apply', 'delete', 'switch']) });

/** `POST /reader/rules/ID`: what the buttons of a rule do. */
export async function ruleDeedPage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account } = asked;
  const form = Deed.safeParse(request.body ?? {});
  if (!form.success) throw new AppError('invalid', 'Choose what to do with the rule.');
  const rule = await findRule(asked);
  const { id, name, match, actions, enabled } = rule;
  const { call } = request;
  switch (form.data.do) {
    case 'apply':
      await web.reader.applyRule({ account, id }, call);
      return done(asked, `“${name}” is being applied to what is here. Look again to see how far it is.`, {
        to: LIST,
      });
    case 'delete':
      await web.reader.deleteRule({ account, id }, call);
      return done(asked, `“${name}” is deleted. What it has done stays.`, { to: LIST });
    case 'switch':
      await web.reader.saveRule({ account, id, name, match, actions, enabled: !enabled }, call);
      return done(asked, `“${name}” is switched ${enabled ? 'off' : 'on'}.`, { to: LIST });
    default:
      await move(asked, id, form.data.do === 'up' ? -1 : 1);
      return done(asked, `“${name}” is moved.`, { to: LIST });
  }
}

async function move({ web, request, account }: ReaderRequest, id: string, by: number): Promise<void> {
  const { rules } = await web.reader.listRules({ account }, request.call);
  const ids = rules.map(rule => rule.id);
  const at = ids.indexOf(id);
  const to = Math.min(ids.length - 1, Math.max(0, at + by));
  ids.splice(to, 0, ...ids.splice(at, 1));
  await web.reader.orderRules({ account, ids }, request.call);
}

/** `POST /reader/rules/show-hidden`. */
export async function showHiddenPage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account } = asked;
  const { changed } = await web.reader.showHidden({ account }, request.call);
  return done(asked, changed === 0 ? 'Nothing is hidden.' : `Shown again: ${changed}.`, { to: LIST });
}

/** `POST /reader/notices`: takes a notice away, or all. */
export async function dismissNoticesPage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account } = asked;
  const { item } = z.object({ item: z.string().max(20).optional() }).parse(request.body ?? {});
  await web.reader.dismissNotices({ account, itemIds: item ? [item] : undefined }, request.call);
  return done(asked, 'Seen.');
}

async function findRule({ web, request, account }: ReaderRequest): Promise<Rule> {
  const { id } = request.params as { id: string };
  const { rules } = await web.reader.listRules({ account }, request.call);
  const rule = rules.find(one => one.id === id);
  if (!rule) throw new AppError('not_found', 'You have no such rule.');
  return rule;
}
