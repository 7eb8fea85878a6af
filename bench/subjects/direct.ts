/** No hop at all: what the load generator and the mock cost in time by themselves. */
import { UNCHECKED_KEY } from "./nginx.ts";
import type { Subject, Surroundings } from "./subject.ts";

export function directSubject(around: Surroundings): Subject {
  return {
    name: "direct",
    port: around.mockPort,
    apiKey: UNCHECKED_KEY,
    serverPids: () => [],
    epitaph: () => undefined,
    stop: async () => undefined,
  };
}
