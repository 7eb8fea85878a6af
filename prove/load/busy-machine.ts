import { availableParallelism, loadavg } from "node:os";

/** Above it the neighbours' work shows in every time that is measured. */
const mostLoadPerCore = 2;

/** Whether times are only to be shown: others want the cores as well. */
export function isBusyMachine(): boolean {
  return (loadavg()[0] ?? 0) > mostLoadPerCore * availableParallelism();
}

/** For the line of a scenario. */
export function judgedOrNot(): string {
  return isBusyMachine() ? " (times not judged: the machine is busy)" : "";
}
