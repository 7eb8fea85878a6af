import { parseBoundedJson } from "../../lib/bounded-json.ts";
import type { Clock } from "../../lib/clock.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Claimed, KeyOwner } from "../../spec/idempotency.ts";
import type { Principal } from "../../spec/principal.ts";
import { type BodyLimits, readBytes } from "../body.ts";
import type { Exchange } from "../exchange.ts";
import { asParleyError, sendProblem } from "../problem.ts";
import type { Route } from "../route.ts";
import { type AnswerKeeper, type AnswerKeeperDeps, createAnswerKeeper } from "./answer-keeper.ts";
import { sendInUse, sendKept } from "./answers.ts";
import { checkKey } from "./check-key.ts";
import { fingerprint } from "./fingerprint.ts";
import { Follower } from "./follower.ts";
import { isKept } from "./is-kept.ts";
import { RecordedExchange } from "./recorded-exchange.ts";
import { Recording, type RecordingMemory } from "./recording.ts";

export interface ServeOnceDeps extends AnswerKeeperDeps {
  readonly clock: Clock;
  /** This process, see `InstanceStore`. */
  readonly instanceId: string;
  /** Silence of an instance that is taken for its death, in milliseconds. */
  readonly deadAfterMs: number;
  /** How long a key and its answer are kept, in milliseconds. */
  readonly expiresAfterMs: number;
  readonly limits: BodyLimits;
}

/** Serves a request that came with an idempotency key. Fails like a route's handler. */
export type ServeOnce = (
  exchange: Exchange,
  route: Route,
  header: string | readonly string[],
) => Promise<void>;

/** A key that this process is at work on. */
interface Claim {
  readonly owner: KeyOwner;
  /** Of what its first caller asked. */
  readonly fingerprint: string;
  readonly begun: Promise<Claimed>;
  readonly recording: Recording;
  /** Once the key is taken. */
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
export function createServeOnce(deps: ServeOnceDeps): ServeOnce {
  const claims = new Map<string, Claim>();
  const memory: RecordingMemory = { free: recordingMemory };
  const keeper = createAnswerKeeper(deps);

  function begin(owner: KeyOwner, asked: string): Claim {
    const at = deps.clock.now();
    const begun = deps.store.begin({
      ...owner,
      fingerprint: asked,
      instanceId: deps.instanceId,
      at,
      expiresAt: at + deps.expiresAfterMs,
      deadAfterMs: deps.deadAfterMs,
    });
    // Perhaps it was written all the same: then it must not stand in the way of other processes.
    begun.catch(() => keeper.release(owner));
    return { owner, fingerprint: asked, begun, recording: new Recording(memory), call: undefined };
  }

  return async function serveOnce(exchange, route, header) {
    const key = checkKey(header);
    const body = await readBytes(exchange.request, route.bodyBytes ?? deps.limits.bytes);
    const { projectId } = exchange.principal;
    const asked = fingerprint(route.method, route.path, body) + askerOf(exchange.principal);
    const name = `${projectId} ${key}`;
    const present = claims.get(name);
    const claim = present ?? begin({ projectId, key, requestId: exchange.id }, asked);
    if (present === undefined) claims.set(name, claim);
    const release = (): void => {
      if (claims.get(name) === claim) claims.delete(name);
    };
    try {
      const found = await claim.begun;
      const holder = found.state === "taken" ? claim.fingerprint : found.fingerprint;
      if (holder !== asked) throw new ParleyError("idempotency_key_reused", { param: "Idempotency-Key" });
      if (found.state === "done" && found.answer !== undefined) {
        sendKept(exchange, keeper.unseal(found.answer, { projectId, key }));
      } else if (found.state === "taken" && present === undefined) {
        const call = new RecordedExchange(exchange, body, claim.recording);
        await lead(claim, call, exchange, { keeper, warn: deps.warn, release });
      } else if (joinable(claim) && asksForStream(exchange, body, deps.limits)) {
        await follow(claim, exchange);
      } else {
        sendInUse(exchange);
      }
    } finally {
      if (present === undefined) release();
    }
  };
}

/**
 * Who may not ask every model must not be given what others of the project have asked. Tokens of others that share a key's
 * limits may be allowed different models all the same: each bearer is one.
 */
function askerOf({ bounds, keyId = "", actor, tokenId, name }: Principal): string {
  if (bounds?.allowsModel === undefined) return "";
  return actor?.kind === "token" && tokenId === undefined ? ` ${actor.id} ${name}` : ` ${keyId}`;
}

/**
 * Makes the call, for its caller and for whoever joins. `release` is called once the store knows how it ended.
 * Nothing is called for a caller who was ended while the store was asked: others with the key may ask again.
 */
async function lead(
  claim: Claim,
  call: RecordedExchange,
  exchange: Exchange,
  { keeper, warn, release }: { keeper: AnswerKeeper; warn: ServeOnceDeps["warn"]; release: () => void },
): Promise<void> {
  const { owner, recording } = claim;
  if (exchange.signal.aborted) {
    recording.fail();
    await keeper.settle(owner, recording, false);
    release();
    throw new ParleyError("cancelled");
  }
  claim.call = call;
  const following = new Follower(exchange, call, false).follow();
  void answer(call, warn);
  const complete = await recording.completed;
  const kept = complete && isKept(recording.head?.status ?? 500, call.failed);
  await keeper.settle(owner, recording, kept, call.context?.conversationId);
  release();
  recording.end();
  await following;
}

/** Whether this process makes the call, and all that it has sent is still there. */
function joinable({ call, recording }: Claim): boolean {
  // Once all have left, it depends on the upstream whether it comes to an end.
  return call?.signal.aborted === false && recording.whole && recording.state !== "failed";
}

async function follow({ call }: Claim, exchange: Exchange): Promise<void> {
  if (call !== undefined) await new Follower(exchange, call, true).follow();
}

/** The route's own way, into the recording. */
async function answer(call: RecordedExchange, warn: ServeOnceDeps["warn"]): Promise<void> {
  try {
    await call.route?.handle(call);
  } catch (thrown) {
    const error = asParleyError(thrown);
    call.noteFailure(error);
    // All have left: whoever comes again with the key shall not find this.
    if (error.code === "cancelled" && call.abortReason === undefined) return;
    try {
      sendProblem(call, (error.code === "cancelled" ? call.abortReason : undefined) ?? error);
    } catch (second) {
      warn(`the answer of ${call.id} could not be written`, second);
    }
  } finally {
    // Whatever has not been ended by now never will be.
    call.response.destroy();
  }
}

/** Only streams are joined; what is sent as a whole is asked for again. */
function asksForStream({ request }: Exchange, body: Buffer, limits: BodyLimits): boolean {
  if (/^multipart\//i.test(request.headers["content-type"] ?? "")) return false;
  const { value } = parseBoundedJson(body, limits.json);
  return typeof value === "object" && value !== null && "stream" in value && value.stream === true;
}
