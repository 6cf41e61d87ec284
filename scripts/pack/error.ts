/** What the person who packs can mend; the message says how. */
export class PackError extends Error {}
