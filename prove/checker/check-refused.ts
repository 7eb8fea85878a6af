import type { Case } from "./case.ts";
import type { Violation } from "./violation.ts";

/** The upstream never says these itself: they are Parley's own refusals. */
const own = new Set([401, 409, 422, 429, 503]);

/** I2: what Parley refused never reached the upstream. Calls that ran when the fault began are judged by their rows. */
export function* checkRefused({ clients, upstream }: Case): Generator<Violation> {
  const heard = new Set(upstream.map(({ user }) => user));
  for (const { id, end, phase, idempotencyKey } of clients) {
    if (end.kind !== "refused" || !own.has(end.status) || phase === "across") continue;
    if (idempotencyKey === undefined && heard.has(id)) {
      yield {
        invariant: "I2",
        rule: "refused-and-sent",
        what: `${id} was refused with ${end.status} ${end.code ?? ""}, and the upstream got it`,
      };
    }
  }
}
