/** The option of every command that changes something. */
export const dryRun = { 'dry-run': { type: 'boolean', about: 'Only say what would be done' } } as const;
