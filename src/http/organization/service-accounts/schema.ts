import { z } from "zod";
import { roles } from "../../../spec/actor.ts";
import { keyTerms } from "../keys/schema.ts";
import { deletedObject, listOf, pageParameters } from "../paging.ts";

const name = z.string().min(1).max(100);
const role = z.enum(roles);

/** Query of `GET …/service_accounts`. */
export const serviceAccountsQuery = z.strictObject(pageParameters);

/** Body of `POST …/service_accounts`. */
export const serviceAccountCreate = z.strictObject({
  name,
  role: role.optional().describe("In the project; `member`, unless given."),
  create_service_account_only: z.boolean().nullish().describe("Without a key."),
  ...keyTerms,
});

/** Body of `POST …/service_accounts/:account`. */
export const serviceAccountUpdate = z.strictObject({ name: name.optional(), role: role.optional() });

/** Body of `POST …/service_accounts/:account/api_keys`. */
export const serviceAccountKeyCreate = z.strictObject({ name: name.optional(), ...keyTerms });

export const serviceAccountKey = z.object({
  object: z.literal("organization.project.service_account.api_key"),
  id: z.string(),
  name: z.string(),
  created_at: z.int(),
  expires_at: z.int().nullable(),
  value: z.string(),
});

export const serviceAccountObject = z.object({
  object: z.literal("organization.project.service_account"),
  id: z.string(),
  name: z.string(),
  role,
  created_at: z.int(),
  can: z.object({ update: z.boolean(), delete: z.boolean(), create_keys: z.boolean() }),
});

export const serviceAccountMade = serviceAccountObject.extend({ api_key: serviceAccountKey.nullable() });

export const serviceAccountList = listOf(serviceAccountObject);

export const serviceAccountDeleted = deletedObject("organization.project.service_account.deleted");
