import { answers } from "./contract/answers.fixture.ts";
import { failures } from "./contract/failures.fixture.ts";
import { hostility } from "./contract/hostile.fixture.ts";
import type { Subject } from "./contract/subject.fixture.ts";

export type { Subject } from "./contract/subject.fixture.ts";

/**
 * What every provider behind HTTP must do, tried against a server that speaks its upstream's dialect. Abilities that
 * a provider lacks are not skipped: its table must refuse them.
 */
export function providerContract(subject: Subject): void {
  answers(subject);
  failures(subject);
  hostility(subject);
}
