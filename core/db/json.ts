/** What a `json` or `jsonb` column gives. Into one goes text (`JSON.stringify`), since `pg` takes an array for SQL's. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
