import { ParleyError } from "../spec/errors.ts";
import type { LimitSubject } from "../spec/limit.ts";
import type { Stores } from "../spec/stores.ts";

/** As long as the names of models become. */
const longestModel = 256;

/** Throws `not_found` for a project or a key that does not exist, and `invalid_value` for what is no model's name. */
export async function checkSubject(stores: Stores, subject: LimitSubject): Promise<void> {
  if (subject.type === "project") {
    const projects = await stores.projects.list();
    if (projects.some(({ id }) => id === subject.id)) return;
    throw new ParleyError("not_found", {
      message: `There is no project ${subject.id}. \`parley keys list --json\` shows the project of each key.`,
      param: "project",
    });
  }
  if (subject.type === "key") {
    const keys = await stores.keys.list();
    if (keys.some(({ id }) => id === subject.id)) return;
    throw new ParleyError("not_found", {
      message: `There is no key with the id ${subject.id}. \`parley keys list\` shows all of them.`,
      param: "key",
    });
  }
  if (subject.type === "model" && (!/^\S+$/.test(subject.id) || subject.id.length > longestModel)) {
    throw new ParleyError("invalid_value", {
      message: `A model's name has 1 to ${longestModel} characters and no spaces.`,
      param: "model",
    });
  }
}
