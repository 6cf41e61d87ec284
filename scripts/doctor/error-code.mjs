// @ts-check
/**
 * The system's short word for what went wrong: `EACCES`. It holds no path.
 * @param {unknown} error
 * @returns {string}
 */
export function errorCode(error) {
  if (error instanceof Error) return 'code' in error ? String(error.code) : error.name;
  return 'unknown';
}
