import { activityFaults } from "./activity-checks.ts";
import type { Fault } from "./fault.ts";
import { conditionFaults, defaultFaults, targetFaults } from "./model-checks.ts";
import type { Origin } from "./origin.ts";
import type { Path } from "./path.ts";
import { priceFaults } from "./price-checks.ts";
import { providerFaults } from "./provider-checks.ts";
import type { Environment } from "./substitution.ts";
import { tokensFaults } from "./tokens-checks.ts";
import { transportFaults } from "./transport-checks.ts";

export type MakeFault = (path: Path, part: "name" | "value", message: string) => Fault;

/**
 * What must hold between the settings. The settings are read as they were written, so that these faults are told
 * together with those of single values; about values that are wrong by themselves nothing is said here.
 */
export function crossChecks(origin: Origin, env: Environment): readonly Fault[] {
  const fault: MakeFault = (path, part, message) => ({ ...origin.locate(path, part), message });
  return [
    ...providerFaults(origin.input, env, fault),
    ...targetFaults(origin, fault),
    ...conditionFaults(origin, fault),
    ...defaultFaults(origin, fault),
    ...priceFaults(origin.input, fault),
    ...transportFaults(origin.input, fault),
    ...tokensFaults(origin.input, fault),
    ...activityFaults(origin.input, fault),
  ];
}
