import { membersWithout } from "../../lib/members-without.ts";

/** `T` with each member that may be `null` optional instead. */
export type WithoutNulls<T> = { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : never]?: Exclude<T[K], null>;
};

/** Leaves out every member that is `null`: what the database does not know is absent, never 0 or empty. */
export function withoutNulls<T extends object>(row: T): WithoutNulls<T> {
  return membersWithout(row, null) as WithoutNulls<T>;
}
