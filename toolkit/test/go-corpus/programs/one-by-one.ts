/** A queue of work, as programs in Node often have in place of a lock: each is started when the one before has ended. */
export function oneByOne(): (work: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  return (work) => {
    last = last.then(work);
    return last;
  };
}
