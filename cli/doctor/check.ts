/** What one check found. `warn` is weak but works; `fail` keeps Croft from working. */
export interface Finding {
  check: string;
  level: 'ok' | 'warn' | 'fail';
  /** What was found and, unless all is well, what to do. */
  message: string;
}

export function finding(check: string, level: Finding['level'], message: string): Finding {
  return { check, level, message };
}
