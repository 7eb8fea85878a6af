import type { z } from "zod";
import { whatCan } from "../../../admin/can.ts";
import type { Actor } from "../../../spec/actor.ts";
import type { Project } from "../../../spec/stores.ts";
import { seconds, secondsOrNull } from "../paging.ts";
import type { projectObject } from "./schema.ts";

/** A project, and what its reader may do with it. */
export function presentProject(actor: Actor, project: Project): z.output<typeof projectObject> {
  const { id, name, createdAt, archivedAt } = project;
  const deeds = {
    update: "project.update",
    archive: "project.archive",
    create_keys: "key.create",
    create_service_accounts: "service_account.create",
    set_rate_limits: "limit.set",
  } as const;
  // People make keys of their own where they may make no others.
  const can = whatCan(actor, deeds, {
    projectId: id,
    ...(actor.kind === "account" && { ownerId: actor.id }),
  });
  const isArchived = archivedAt !== undefined;
  return {
    id,
    object: "organization.project",
    name,
    created_at: seconds(createdAt),
    archived_at: secondsOrNull(archivedAt),
    status: isArchived ? "archived" : "active",
    can: isArchived
      ? {
          update: false,
          archive: false,
          create_keys: false,
          create_service_accounts: false,
          set_rate_limits: false,
        }
      : can,
  };
}
