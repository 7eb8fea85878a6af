import type { ScenarioName } from "../scenarios/names.ts";

/** What each scenario holds Parley to, in a sentence. */
export const promises: Readonly<Record<ScenarioName, string>> = {
  kills:
    "Killed at any moment, it is ready again within 2 s; nothing acknowledged is lost, nothing counted twice.",
  steps: "The same, wherever in an attempt it dies.",
  budget: "A budget is spent to its end and never beyond, and nobody is refused below it.",
  outage: "Without its database it sends nothing upstream, says 503, and is well again within 10 s.",
  idempotency: "One key, one upstream call, one answer for all who ask with it.",
  proxy: "On bad connections, what failed ends with an error or a reset, and the books are right.",
  shapes:
    "A broken answer is an error in every official client, an odd one has the right text, and neither comes twice.",
  hostile: "No upstream costs more than 32 MB and 100 ms; nothing is unpacked, and no redirect followed.",
  stale: "Connections that upstreams close cost at most one call in a run, and no call is made twice.",
  clocks: "Whatever freezes is cut by the right one of the four clocks, ± 250 ms; what goes on is not cut.",
  overload:
    "At five times its capacity it serves nine tenths of that or more, refuses the rest within 50 ms, and says how it is.",
  "slow-readers":
    "Readers that stop reading are dropped after 30 s, ± 1 s, and cost no more than 256 MB until then.",
  connections:
    "Idle connections cost no more than 15 KiB each, what drips is gone within 15 s, and no file left is no end.",
  memory: "With a heap that is too small it turns calls away before the heap is full, and lives.",
  cancel:
    "A client that leaves closes its upstream within 100 ms (p99), in every phase; nothing of it stays behind.",
  drain:
    "Asked to end, it lets answers finish until the deadline and then says so; new workers take over unnoticed.",
  reload: "Settings change under load, one in five of them wrong, and no call notices.",
  storm:
    "An upstream that refuses everything gets at most 1.2 × calls + 3 attempts, none too early; its siblings are not harmed.",
  coalesce:
    "A thousand clients with one question share one upstream call, also when the first of them goes away.",
  fuzz: "No request, however odd, makes it fail, end or wait, and none without a credential is let in.",
  bombs:
    "No request stops the event loop for more than 100 ms or fails it, and /healthz is answered beside all of them.",
  strangers: "An id of another project is answered like one that nobody has, in the same time.",
  secrets:
    "No secret stands in a log, a database, an error, a metric or an export, in whole, by half or in another coding.",
  rotation:
    "Secrets of keys change under load and no call fails; 1 s after its end no process takes one, and none without the database.",
  soak: "Everyday traffic leaves nothing behind: at most 1 MB more in an hour, and as many files open as before.",
  money: "Money is exact, never negative, and never anything but a whole number.",
};
