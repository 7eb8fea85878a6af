import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../lib/clock.ts";
import type { Budget } from "../spec/budget.ts";
import type { Call } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import type {
  AttemptEnding,
  AttemptProgress,
  Forwarded,
  LedgerStore,
  Opened,
  PlacedHold,
} from "../spec/ledger.ts";
import type { PriceList } from "../spec/price.ts";
import { type AttemptFacts, chargesFor, truthOf } from "./attempt-account.ts";
import { askUpstream } from "./ask-upstream.ts";
import { narrower, type Terms, termsOf, type TermsDeps } from "./attempt-terms.ts";
import { choices } from "./bounds.ts";
import type { ReachCheckpoint } from "./checkpoint.ts";
import type { Followed, Housekeeping } from "./housekeeping.ts";
import type { Observer } from "./observer.ts";
import type { Target } from "./route/target.ts";
import type { Rules } from "./rules.ts";

export interface AttemptDeps {
  readonly clock: Clock;
  readonly ledger: LedgerStore;
  readonly rules: Rules;
  readonly prices: PriceList;
  readonly housekeeping: Housekeeping;
  readonly observer: Observer;
  /** The running process, see `InstanceStore`. */
  readonly instanceId: string;
  readonly settingsVersion: string;
  readonly reach?: ReachCheckpoint;
}

/** How long a call waits while only what others have set aside stands in its way, in milliseconds. */
const patience = 10_000;
/** How long it waits for all that it may use, before it makes do with what is left. */
const generosity = 3_000;
/** A row that took so long to write may have been closed as a dead process's: nothing is sent for it. In milliseconds. */
const longestOpening = 15_000;

/** How often an upstream is asked for what it used, once a second. */
const mostQuestions = 5;

const shortestPause = 5;
const longestPause = 250;

/** An attempt's row, from the moment it is opened to its settlement. */
export class AttemptEntry implements Followed {
  readonly #deps: AttemptDeps;
  readonly #call: Call;
  readonly #target: Target;
  readonly #number: number;
  readonly #budgets: readonly Budget[];
  readonly #terms: TermsDeps;
  /** Among those whose answers are on their way. */
  place: number | undefined;
  #agreed: Terms;
  #holds: readonly PlacedHold[] | undefined;
  #asked = 0;
  #bytes = 0;
  #pieces = 0;

  /** Throws a `ParleyError` when no terms can be made: then nothing was opened. */
  constructor(deps: AttemptDeps, call: Call, target: Target, number: number) {
    this.#deps = deps;
    this.#call = call;
    this.#target = target;
    this.#number = number;
    const { name } = target.provider;
    this.#budgets = deps.rules.budgetsOf(call.principal);
    this.#terms = {
      price: deps.prices.priceOf(name, target.model),
      modelOutputLimit: deps.prices.outputLimitOf?.(name, target.model),
      contextTokens: this.#budgets.length === 0 ? undefined : contextOf(target),
      budgets: this.#budgets,
    };
    this.#agreed = termsOf(call, this.#terms);
  }

  /** Whether its row was written, and so must be settled. */
  get isOpen(): boolean {
    return this.#holds !== undefined;
  }

  /** When nobody wants the answer any more, or this process slept so long that others may have taken it for dead. */
  throwIfUnwanted(): void {
    if (this.#call.signal.aborted) throw new ParleyError("cancelled");
    if (this.#deps.clock.monotonic() - this.#asked > longestOpening)
      throw new ParleyError("storage_unavailable");
  }

  get number(): number {
    return this.#number;
  }

  /** Tokens to which the upstream must be bound; see `Terms`. */
  get outputTokens(): number | undefined {
    return this.#agreed.outputTokens;
  }

  /** Fails with `insufficient_quota`, `budget_contended` after waiting in vain, or `storage_unavailable`. */
  async open(): Promise<void> {
    this.#deps.reach?.("before-open");
    let opened = await this.#tryOpen();
    if (!opened.opened) opened = await this.#negotiate(opened);
    this.#holds = opened.holds;
    if (opened.exceeded.length > 0) this.#deps.observer.shadowExceeded(this.#call, opened.exceeded);
    this.#deps.reach?.("after-open");
  }

  /**
   * Waits while only what others have set aside stands in the way. Where the caller set no bound, the answer is bound
   * to what is not spent, and at last to what is left.
   */
  async #negotiate(first: Extract<Opened, { opened: false }>): Promise<Extract<Opened, { opened: true }>> {
    const begun = this.#deps.clock.monotonic();
    let refused = first;
    for (let pause = shortestPause; ; pause = Math.min(pause * 2, longestPause)) {
      const waited = this.#deps.clock.monotonic() - begun;
      const { budgetId, exhausted, unspent, left } = refused;
      const room = exhausted ? unspent : waited > generosity ? left : undefined;
      const terms =
        room === undefined ? undefined : narrower(this.#call, this.#terms, this.#agreed, budgetId, room);
      if (terms !== undefined) this.#agreed = terms;
      else if (exhausted) throw this.#usedUp(budgetId);
      else if (waited >= patience) throw tooBusy();
      else await this.#pause(pause * (0.5 + share(this.#call.id) / 2));
      if (this.#call.signal.aborted) throw new ParleyError("cancelled");
      const opened = await this.#tryOpen();
      if (opened.opened) return opened;
      refused = opened;
    }
  }

  /** Ends at once when the caller leaves. */
  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#call.signal }).catch(() => undefined);
  }

  #tryOpen(): Promise<Opened> {
    this.#asked = this.#deps.clock.monotonic();
    const { principal, id: callId, task } = this.#call;
    const { provider, model } = this.#target;
    return this.#deps.ledger.open({
      callId,
      attempt: this.#number,
      instanceId: this.#deps.instanceId,
      projectId: principal.projectId,
      ...(principal.keyId !== undefined && { keyId: principal.keyId }),
      kind: task.kind,
      provider: provider.name,
      model,
      settingsVersion: this.#deps.settingsVersion,
      ...(this.#terms.price !== undefined && { priceVersion: this.#deps.prices.version }),
      atMost: this.#agreed.atMost,
      openedAt: this.#deps.clock.now(),
      holds: this.#agreed.holds,
    });
  }

  #usedUp(budgetId: string): ParleyError {
    const budget = this.#budgets.find(({ id }) => id === budgetId);
    const whose =
      budget === undefined || budget.subject.type === "installation" ? "" : ` of this ${budget.subject.type}`;
    const span = { day: "daily budget", month: "monthly budget", total: "budget" }[budget?.period ?? "total"];
    return new ParleyError("insufficient_quota", {
      message: `You exceeded your current quota: the ${span}${whose} has no room for this call.`,
    });
  }

  /** Something of the answer was handed on. */
  count(bytes: number, pieces: number): void {
    if (this.#bytes === 0) {
      this.#deps.housekeeping.follow(this);
      this.#deps.reach?.("first-event");
    }
    this.#bytes += bytes;
    this.#pieces += pieces;
  }

  get forwarded(): Forwarded {
    return { bytes: this.#bytes, pieces: this.#pieces };
  }

  progress(): AttemptProgress {
    return { callId: this.#call.id, attempt: this.#number, forwarded: this.forwarded };
  }

  get facts(): AttemptFacts {
    return {
      kind: this.#call.task.kind,
      price: this.#terms.price,
      atMost: this.#agreed.atMost,
      forwarded: this.forwarded,
      streamed: this.#call.stream || this.#call.source === undefined,
      choices: choices(this.#call.task, this.#call.source),
    };
  }

  get holds(): readonly PlacedHold[] {
    return this.#holds ?? [];
  }

  /** An attempt that never got a row has nothing to settle: nothing was sent. What cannot be written now is owed. */
  async settle(ending: Omit<AttemptEnding, "callId" | "attempt">): Promise<void> {
    if (!this.isOpen) return;
    const { ledger, housekeeping, reach } = this.#deps;
    housekeeping.forget(this);
    reach?.("before-settle");
    const whole = { callId: this.#call.id, attempt: this.#number, ...ending };
    try {
      await ledger.settle(whole);
    } catch (error) {
      housekeeping.later(async () => {
        await ledger.settle(whole);
        this.#askLater(whole);
        return "done";
      });
      throw error;
    }
    reach?.("after-settle");
    this.#askLater(whole);
  }

  /** An upstream that can be asked knows the truth of what was only estimated, now or a moment later. */
  #askLater(ending: AttemptEnding): void {
    const { provider } = this.#target;
    if (ending.estimate === undefined || provider.lookUp === undefined) return;
    let tries = 0;
    this.#deps.housekeeping.ask(async () => {
      const found = await askUpstream(provider, ending);
      const account = truthOf(this.facts, found, ++tries >= mostQuestions);
      if (account === undefined) return tries < mostQuestions ? "again" : "done";
      const { usage: _usage, costMicros: _cost, estimate: _estimate, ...rest } = ending;
      const charges = chargesFor(this.holds, account);
      await this.#deps.ledger.settle({ ...rest, ...account, state: "recovered", charges });
      return "done";
    });
  }
}

/** From 0 to 1, by the id's last digits: calls that wait for the same thing do not ask for it in step. */
function share(id: string): number {
  const digits = Number.parseInt(id.slice(-4), 16);
  return Number.isNaN(digits) ? 0 : digits / 0xffff;
}

function contextOf({ contextTokens, endpoint, model }: Target): number | undefined {
  return contextTokens ?? endpoint.find(model)?.contextTokens;
}

function tooBusy(): ParleyError {
  return new ParleyError("budget_contended", { retryAfterMs: 1_000 });
}
