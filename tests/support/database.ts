export { testDatabase } from '../../core/db/testing.ts';
