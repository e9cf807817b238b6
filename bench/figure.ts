/** One measured figure, always a ratio within one run, so that the machine's speed cancels out. */
export interface Figure {
  /** `rpc.unix.calls`: the bench, what was measured, the quantity. */
  readonly name: string;
  readonly value: number;
  /** What `value` counts: `× ws calls/s`. */
  readonly unit: string;
  /** The peer's absolute number in the same run. */
  readonly reference: string;
  /** `>= 1.6` */
  readonly bar: string;
  readonly holds: boolean;
}

/** A figure that holds when `value` is at or over the bar (`>=`) or at or under it (`<=`). */
export function figure(
  name: string,
  value: number,
  unit: string,
  reference: string,
  relation: '>=' | '<=',
  limit: number,
): Figure {
  const holds = relation === '>=' ? value >= limit : value <= limit;
  return { name, value: Number(value.toPrecision(3)), unit, reference, bar: `${relation} ${limit}`, holds };
}

/** A number that is shown beside others and need not reach anything. */
export function shown(name: string, value: number, unit: string, reference: string): Figure {
  return { name, value: Number(value.toPrecision(3)), unit, reference, bar: '', holds: true };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Whether a figure was asked for, by its name or by a prefix of it; without names all are. */
export function wanted(figureName: string, names: readonly string[] | undefined): boolean {
  if (!names || names.length === 0) return true;
  return names.some(name => figureName === name || figureName.startsWith(`${name}.`));
}
