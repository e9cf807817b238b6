import { AppError } from '../../../core/errors.ts';

export function wrongToken(): AppError {
  return new AppError(
    'unauthenticated',
    'This token is not valid, is too old, or was revoked. Make one with: croft token create NAME',
  );
}
