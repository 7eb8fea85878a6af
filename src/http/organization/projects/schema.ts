import { z } from "zod";
import { listOf, pageParameters } from "../paging.ts";

const name = z.string().min(1).max(100);

/** Query of `GET /v1/organization/projects`. */
export const projectsQuery = z.strictObject({
  ...pageParameters,
  include_archived: z.enum(["true", "false"]).optional(),
});

/** Body of `POST /v1/organization/projects`. */
export const projectCreate = z.strictObject({ name });

/** Body of `POST /v1/organization/projects/:project`. */
export const projectUpdate = z.strictObject({ name: name.nullish() });

export const projectObject = z.object({
  id: z.string(),
  object: z.literal("organization.project"),
  name: z.string(),
  created_at: z.int(),
  archived_at: z.int().nullable(),
  status: z.enum(["active", "archived"]),
  can: z.object({
    update: z.boolean(),
    archive: z.boolean(),
    create_keys: z.boolean(),
    create_service_accounts: z.boolean(),
    set_rate_limits: z.boolean(),
  }),
});

export const projectList = listOf(projectObject);
