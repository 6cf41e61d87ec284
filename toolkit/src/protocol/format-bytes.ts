const UNITS = ['KB', 'MB', 'GB', 'TB', 'PB'];
const STEP = 1024;

/** As gops writes it: `1.23MB (1289748 bytes)`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = '';
  for (const next of UNITS) {
    if (value < STEP) break;
    value /= STEP;
    unit = next;
  }
  return unit === '' ? `${bytes} bytes` : `${value.toFixed(2)}${unit} (${bytes} bytes)`;
}
