import type { Logger } from "pino";
import type { CallReport, Observer } from "../engine/observer.ts";
import type { HttpObserver } from "../http/serve.ts";
import type { RequestLog } from "./activity/request-log.ts";
import type { Metrics } from "./metrics.ts";

/**
 * Counts calls and attempts, and logs the attempts that failed: with what the upstream said, which no caller sees. Each of
 * the `listeners` is told of every call that has ended, from when it is in the list.
 */
export function createCallObserver(
  metrics: Metrics,
  logger: Logger,
  listeners: readonly ((report: CallReport) => void)[] = [],
): Observer {
  return {
    attemptEnded(report) {
      metrics.attemptEnded(report);
      if (report.error === undefined) return;
      const { call, attempt, target, error } = report;
      logger.warn({ id: call.id, attempt, target, error }, "an attempt failed");
    },
    callEnded(report) {
      metrics.callEnded(report);
      for (const listener of listeners) listener(report);
      if (logger.isLevelEnabled("debug")) logger.debug(recordOf(report), "a call ended");
    },
    shadowExceeded(call, budgetIds) {
      metrics.shadowExceeded(call, budgetIds);
      const { projectId, keyId } = call.principal;
      logger.warn(
        { id: call.id, projectId, keyId, budgetIds },
        "a shadow budget would have refused this call",
      );
    },
  };
}

/** Counts requests, has them kept, and logs what was our own fault. */
export function createHttpObserver(metrics: Metrics, logger: Logger, requests: RequestLog): HttpObserver {
  return {
    begun: requests.begun,
    turnedAway: requests.turnedAway,
    answered(exchange) {
      metrics.answered(exchange);
      requests.answered(exchange);
      if (!logger.isLevelEnabled("debug")) return;
      const { request, response } = exchange;
      logger.debug(
        {
          id: exchange.id,
          method: request.method,
          path: exchange.route?.path,
          status: response.statusCode,
          ms: Math.round(performance.now() - exchange.begun),
        },
        "answered",
      );
    },
    failed(exchange, error) {
      logger.error({ id: exchange.id, path: exchange.route?.path, error }, "a request failed");
    },
  };
}

/** A call for the log: which way it went and why, and what that cost. Nothing of what was said is in it. */
function recordOf({
  call,
  outcome,
  errorCode,
  model,
  usage,
  durationMs,
  firstEventMs,
  route,
  context,
}: CallReport): object {
  return {
    id: call.id,
    asked: call.model,
    outcome,
    errorCode,
    model,
    usage,
    ms: Math.round(durationMs),
    firstMs: firstEventMs === undefined ? undefined : Math.round(firstEventMs),
    context,
    ...(route !== undefined && {
      strategy: route.strategy,
      considered: route.considered,
      skipped: route.skipped.length > 0 ? route.skipped : undefined,
      chosen: route.chosen,
      attempts: route.attempts,
      waitedMs: Math.round(route.waitedMs),
      costMicros: route.costMicros,
      shared: route.shared,
      warnings: route.warnings,
    }),
  };
}
