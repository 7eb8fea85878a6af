import { type AuditAction, auditActions, type AuditQuery } from "../../spec/audit.ts";
import { UsageError } from "../exit.ts";
import { pointInTime } from "../points-in-time.ts";

export interface FilterOptions {
  readonly actor?: readonly string[];
  readonly action?: readonly string[];
  readonly subject?: readonly string[];
  readonly project?: readonly string[];
  readonly since?: string;
  readonly until?: string;
}

/** What the options ask for. Throws a `UsageError`. */
export function filterOf(
  options: FilterOptions,
  now: number,
): Omit<AuditQuery, "limit" | "before" | "after"> {
  const { actor, action, subject, project, since, until } = options;
  return {
    ...(actor !== undefined && { actorIds: actor }),
    ...(action !== undefined && { actions: action.map(actionNamed) }),
    ...(subject !== undefined && { subjectIds: subject }),
    ...(project !== undefined && { projectIds: project }),
    ...(since !== undefined && { from: pointInTime("--since", since, now) }),
    ...(until !== undefined && { until: pointInTime("--until", until, now) }),
  };
}

function actionNamed(name: string): AuditAction {
  const action = auditActions.find((one) => one === name);
  if (action !== undefined) return action;
  throw new UsageError(`There is no action ${name}. There are: ${auditActions.join(", ")}.`);
}
