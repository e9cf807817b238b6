// Node strips no types of an installed package.
if (import.meta.url.includes('/node_modules/')) await import('../../../../core/strip-types.js');
await import('./serve-tasks.ts');
