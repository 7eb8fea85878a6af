/**
 * The same work for all who ask while it has not begun: it runs once at a time, and everybody's promise is that of a
 * run that began after they asked.
 */
export function shareRuns(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  const start = (): Promise<void> => {
    following = undefined;
    const run = work().finally(() => {
      if (running === run) running = undefined;
    });
    running = run;
    return run;
  };
  return function shared() {
    if (running === undefined) return start();
    return (following ??= running.then(start, start));
  };
}
