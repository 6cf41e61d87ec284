// Times for people. All moments are the server's: the browser's clock may be wrong by hours.

let ahead = 0;

/** What the server's clock said just now. */
export function setClock(now) {
  ahead = now - Date.now();
}

export function serverNow() {
  return Date.now() + ahead;
}

/** Whole minutes that have passed since a moment. */
export function minutesSince(moment, now = serverNow()) {
  return Math.max(0, Math.floor((now - moment) / 60_000));
}

/** `4:05`, `1:04:05`; past zero with a minus. */
export function countdown(ms) {
  const seconds = Math.abs(Math.ceil(ms / 1000));
  const two = (number) => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const sign = ms < 0 && seconds > 0 ? '−' : '';
  return `${sign}${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

/** `14:05`, in the time of the place where the browser is: of a moment by the server's clock. */
export function clockTime(moment) {
  const local = new Date(moment - ahead);
  return `${String(local.getHours()).padStart(2, '0')}:${String(local.getMinutes()).padStart(2, '0')}`;
}

/** Milliseconds that are left of a timer; null where none runs. */
export function timerLeft(timer, now = serverNow()) {
  return timer === null ? null : (timer.leftMs ?? timer.endsAt - now);
}

/** The part of a running order that a moment falls into, and what is left of it; the last part goes on. */
export function planStanding(planView, pausedAt, now = serverNow()) {
  if (planView === null) return null;
  const at = pausedAt ?? now;
  const { plan, ends } = planView;
  const found = ends.findIndex((end) => end > at);
  const index = found < 0 ? ends.length - 1 : found;
  return { index, part: plan.parts[index], leftMs: ends[index] - at, next: plan.parts[index + 1] ?? null };
}
