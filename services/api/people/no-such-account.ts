import { AppError } from '../../../core/errors.ts';

export function noSuchAccount(): AppError {
  return new AppError('not_found', 'There is no such account.');
}
