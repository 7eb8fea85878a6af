import type { Logger } from "pino";
import type { Observer } from "../engine/observer.ts";
import type { HttpObserver } from "../http/serve.ts";
import type { Metrics } from "./metrics.ts";

/** Counts calls and attempts, and logs the attempts that failed: with what the upstream said, which no caller sees. */
export function createCallObserver(metrics: Metrics, logger: Logger): Observer {
  return {
    attemptEnded(report) {
      metrics.attemptEnded(report);
      if (report.error === undefined) return;
      const { call, attempt, provider, model, error } = report;
      logger.warn({ id: call.id, attempt, provider, model, error }, "an attempt failed");
    },
    callEnded: (report) => metrics.callEnded(report),
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

/** Counts requests, and logs what was our own fault. */
export function createHttpObserver(metrics: Metrics, logger: Logger): HttpObserver {
  return {
    answered(exchange) {
      metrics.answered(exchange);
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
