import type { Clock } from "../../lib/clock.ts";
import { parseBoundedJson } from "../../lib/bounded-json.ts";
import { createSealer } from "../../lib/seal.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Claimed, IdempotencyStore, KeptAnswer, KeyOwner } from "../../spec/idempotency.ts";
import { type BodyLimits, readBytes } from "../body.ts";
import type { Exchange } from "../exchange.ts";
import { asParleyError, sendProblem } from "../problem.ts";
import type { Route } from "../route.ts";
import { sendInUse, sendKept } from "./answers.ts";
import { checkKey } from "./check-key.ts";
import { fingerprint } from "./fingerprint.ts";
import { Follower } from "./follower.ts";
import { isKept } from "./is-kept.ts";
import { RecordedExchange } from "./recorded-exchange.ts";
import { Recording, type RecordingMemory } from "./recording.ts";
import { createTryLater } from "./try-later.ts";

export interface IdempotencyDeps {
  readonly store: IdempotencyStore;
  readonly clock: Clock;
  /** This process, see `InstanceStore`. */
  readonly instanceId: string;
  /** Silence of an instance that is taken for its death, in milliseconds. */
  readonly deadAfterMs: number;
  /** How long a key and its answer are kept, in milliseconds. */
  readonly expiresAfterMs: number;
  readonly limits: BodyLimits;
  /** Answers are sealed with it: those of `/v1/chat` have a session token in them, which is stored nowhere else. */
  readonly pepper: Buffer;
  /** Told of trouble that ends no call. */
  readonly warn: (message: string, error?: unknown) => void;
}

/** Serves a request that came with an idempotency key. Fails like a route's handler. */
export type ServeOnce = (exchange: Exchange, route: Route, header: string | readonly string[]) => Promise<void>;

/** A key that this process is at work on. */
interface Claim {
  readonly owner: KeyOwner;
  readonly fingerprint: string;
  readonly begun: Promise<Claimed>;
  readonly recording: Recording;
  call: RecordedExchange | undefined;
}

/** What all answers under way that will be kept may take together, in bytes. */
const recordingMemory = 256 * 1024 * 1024;

/**
 * The same key and the same body give the same answer, and one call. What is repeated is the answer as it was sent,
 * so all of this is the HTTP floor's affair; no stage knows of it.
 *
 * Of this process a key has one claim at a time, from before the store is asked until the answer is kept or the key
 * released. The store decides between processes.
 */
export function createServeOnce(deps: IdempotencyDeps): ServeOnce {
  const claims = new Map<string, Claim>();
  const memory: RecordingMemory = { free: recordingMemory };
  const sealer = createSealer(deps.pepper, "answers of idempotency keys");
  const tryLater = createTryLater();

  return async function serveOnce(exchange, route, header) {
    const key = checkKey(header);
    const body = await readBytes(exchange.request, deps.limits.bytes);
    const asked = fingerprint(route.method, route.path, body);
    const { projectId } = exchange.principal;
    const name = `${projectId} ${key}`;
    const present = claims.get(name);
    const claim = present ?? begin({ projectId, key, requestId: exchange.id }, asked);
    if (present === undefined) claims.set(name, claim);
    try {
      const found = await claim.begun;
      const holder = found.state === "taken" ? claim.fingerprint : found.fingerprint;
      if (holder !== asked) throw new ParleyError("idempotency_key_reused", { param: "Idempotency-Key" });
      if (found.state === "running") sendInUse(exchange);
      else if (found.state === "done") {
        // Missing only when this process asked for another body first: the next look finds it.
        if (found.answer === undefined) sendInUse(exchange);
        else sendKept(exchange, unsealed(found.answer, { projectId, key }));
      }
      else if (present === undefined) await lead(claim, exchange, route, body, name);
      else if (joinable(claim) && asksForStream(body, deps.limits)) await follow(claim, exchange);
      else sendInUse(exchange);
    } finally {
      if (present === undefined) forget(name, claim);
    }
  };

  function forget(name: string, claim: Claim): void {
    if (claims.get(name) === claim) claims.delete(name);
  }

  function begin(owner: KeyOwner, asked: string): Claim {
    const at = deps.clock.now();
    const begun = deps.store.begin({
      ...owner,
      fingerprint: asked,
      instanceId: deps.instanceId,
      at,
      expiresAt: at + deps.expiresAfterMs,
      aliveSince: at - deps.deadAfterMs,
    });
    return { owner, fingerprint: asked, begun, recording: new Recording(memory), call: undefined };
  }

  /** Makes the call, for its caller and for whoever joins. */
  async function lead(
    claim: Claim,
    exchange: Exchange,
    route: Route,
    body: Buffer,
    name: string,
  ): Promise<void> {
    const { recording, owner } = claim;
    const call = new RecordedExchange(exchange, body, recording);
    claim.call = call;
    const follower = new Follower(exchange, followed(claim, call), false);
    const followedToItsEnd = follower.follow();
    if (!exchange.signal.aborted) answer(route, call).catch((error: unknown) => deps.warn("an answer could not be written", error));
    const complete = await recording.completed;
    await settle(owner, recording, complete && isKept(recording.head?.status ?? 500, call.failed));
    // A repeat is answered by the store from here on; only then may anybody be asked to repeat.
    forget(name, claim);
    recording.end();
    await followedToItsEnd;
  }

  /** An answer counts as kept before anybody sees its end. */
  async function settle(owner: KeyOwner, { head, body }: Recording, kept: boolean): Promise<void> {
    const sealed = body === undefined || !kept ? undefined : sealer.seal(body, contextOf(owner));
    const note = async (): Promise<void> => {
      if (!kept || head === undefined) {
        await deps.store.release(owner);
        return;
      }
      const contentType = String(head.headers["content-type"] ?? "application/json");
      const answer = { status: head.status, contentType, ...(sealed !== undefined && { body: sealed }) };
      if (await deps.store.finish(owner, answer)) return;
      deps.warn(`the idempotency key of ${owner.requestId} was taken over by another process`);
    };
    try {
      await note();
    } catch (error) {
      deps.warn(`the answer of ${owner.requestId} could not be kept for its idempotency key yet`, error);
      tryLater(note);
    }
  }

  /** Without its body when it was sealed with another secret. */
  function unsealed(answer: KeptAnswer, owner: Omit<KeyOwner, "requestId">): KeptAnswer {
    const { body, ...head } = answer;
    const plain = body && sealer.open(body, contextOf({ ...owner, requestId: answer.requestId }));
    return plain === undefined ? head : { ...head, body: plain };
  }
}

/** An answer cannot be moved to another key, nor to another project. */
function contextOf({ projectId, key, requestId }: KeyOwner): string {
  return `${projectId} ${requestId} ${key}`;
}

function followed(claim: Claim, call: RecordedExchange) {
  return { recording: claim.recording, abort: (reason: ParleyError) => call.abort(reason) };
}

function joinable({ call, recording }: Claim): boolean {
  return call !== undefined && recording.whole && recording.state !== "failed";
}

async function follow(claim: Claim, exchange: Exchange): Promise<void> {
  if (claim.call === undefined) return;
  await new Follower(exchange, followed(claim, claim.call), true).follow();
}

/** The route's own way, into the recording. */
async function answer(route: Route, call: RecordedExchange): Promise<void> {
  try {
    await route.handle(call);
  } catch (thrown) {
    const error = asParleyError(thrown);
    call.noteFailure(error);
    sendProblem(call, (error.code === "cancelled" ? call.abortReason : undefined) ?? error);
  } finally {
    // Whatever has not been ended by now never will be.
    call.response.destroy();
  }
}

/** Only streams are joined; what is sent as a whole is asked for again. */
function asksForStream(body: Buffer, limits: BodyLimits): boolean {
  const { value } = parseBoundedJson(body, limits.json);
  return typeof value === "object" && value !== null && "stream" in value && value.stream === true;
}
