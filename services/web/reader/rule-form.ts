import { z } from 'zod';
import { type Condition, FIELDS, OPERATORS } from '../../reader/contract.ts';

/** A rule as its form has it, right or wrong. */
export interface RuleForm {
  readonly id?: string | undefined;
  readonly name: string;
  readonly every: boolean;
  /** As many rows as the form shows; those without a value say nothing. */
  readonly rows: readonly Condition[];
  readonly actions: z.input<typeof Ticked>;
  readonly enabled: boolean;
  /** It is to be tried out only. */
  readonly trying?: boolean;
}

const MOST_ROWS = 20;
/** Rows to write in, besides those that say something. */
const SPARE_ROWS = 2;

const on = z
  .unknown()
  .optional()
  .transform(value => value === 'on');
const text = (most: number) => z.string().trim().max(most).catch('').default('');
const Ticked = z.object({
  hide: z.boolean(),
  read: z.boolean(),
  star: z.boolean(),
  tags: z.array(z.string()),
  notify: z.boolean(),
  room: z.string().optional(),
  stop: z.boolean(),
});
const Fields = z.object({
  id: z.string().max(20).optional().catch(undefined),
  name: text(100),
  every: z.enum(['all', 'any']).catch('all').default('all'),
  hide: on,
  read: on,
  star: on,
  notify: on,
  stop: on,
  enabled: on,
  tags: text(1500),
  room: text(300),
  try: z.string().optional(),
});
const Row = z.object({
  field: z.enum(FIELDS).catch('title'),
  operator: z.enum(OPERATORS).catch('contains'),
  value: text(1000),
  not: z
    .unknown()
    .optional()
    .transform(value => value === 'not'),
});

export function readRuleForm(body: unknown): RuleForm {
  const given = (body ?? {}) as Record<string, unknown>;
  const { id, name, every, tags, room, enabled, try: trying, ...ticked } = Fields.parse(given);
  const conditions = Array.from({ length: MOST_ROWS }, (_, n) =>
    Row.parse({
      field: given[`field${n}`],
      operator: given[`operator${n}`],
      value: given[`value${n}`],
      not: given[`not${n}`],
    }),
  ).filter(row => row.value !== '');
  const names = tags.split(',').map(tag => tag.trim());
  return {
    id: id || undefined,
    name,
    every: every === 'all',
    rows: rowsOf(conditions),
    actions: { ...ticked, tags: [...new Set(names)].filter(Boolean), room: room || undefined },
    enabled,
    trying: trying !== undefined,
  };
}

/** Conditions with some rows more to write in. */
export function rowsOf(conditions: readonly Condition[]): Condition[] {
  const spare = Math.min(MOST_ROWS - conditions.length, conditions.length === 0 ? 1 : SPARE_ROWS);
  const empty: Condition = { field: 'title', operator: 'contains', value: '', not: false };
  return [...conditions, ...Array.from({ length: spare }, () => empty)];
}
