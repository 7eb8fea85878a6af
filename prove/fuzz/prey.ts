/** Things that a house has, to be asked for, changed and removed by whoever comes. */
import type { Keeper } from "../keys/keeper.ts";
import type { FuzzTerms } from "./requests.ts";

/** Ids by the names that they have in addresses. Nothing among them keeps the house itself. */
export async function makePrey(keeper: Keeper): Promise<FuzzTerms["ids"]> {
  const [project, other] = [await keeper.newProject("prey"), await keeper.newProject("more prey")];
  const keys = [await keeper.newKey({}, project), await keeper.newKey({}, other)];
  const account = await keeper.post(`/v1/organization/projects/${project}/service_accounts`, {
    name: "robot",
  });
  const invite = await keeper.post("/v1/organization/invites", {
    email: "prey@fuzz.example",
    role: "reader",
  });
  const items = [{ type: "message", role: "user", content: "prey" }];
  const conversations = [
    await keeper.post("/v1/conversations", { items }),
    await keeper.post("/v1/conversations", { items }),
  ];
  const response = await keeper.post("/v1/responses", { model: "rehearsal", input: "prey" });
  const [first] = conversations;
  const listed = (await keeper.get(`/v1/conversations/${String(first?.["id"])}/items`)) as {
    readonly data: readonly { readonly id: string }[];
  };
  const requests = (await keeper.get("/v1/organization/requests")) as typeof listed;
  return {
    project: [project, other],
    key: keys.map(({ id }) => id),
    account: [String(account["id"])],
    invite: [String(invite["id"])],
    id: [...conversations.map(({ id }) => String(id)), String(response["id"]), "rehearsal"],
    item: listed.data.map(({ id }) => id),
    limit: [`rl-${project}`],
    request: requests.data.map(({ id }) => id),
    name: ["rehearsal", "favicon.svg"],
    provider: ["corp"],
  };
}
