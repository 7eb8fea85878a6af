import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createKey } from "../../admin/keys.ts";
import { defaultProject } from "../../admin/projects.ts";
import { operator } from "../../spec/actor.ts";
import { ParleyError } from "../../spec/errors.ts";
import { type Served, serveScripted } from "../serving.fixture.ts";

let served: Served;
let admin: string;
beforeEach(async () => {
  served = await serveScripted();
  const project = await defaultProject(served.keys);
  const made = await createKey(served.keys, operator, {
    projectId: project.id,
    name: "keeper",
    role: "admin",
  });
  admin = made.secret.reveal();
});
afterEach(() => served.close());

const remove = (id: string, key = admin): Promise<Response> =>
  fetch(`${served.url}/v1/models/${id}`, { method: "DELETE", headers: { authorization: `Bearer ${key}` } });

test("a model is removed by its whole name, which may have slashes", async () => {
  const asked: string[] = [];
  served.removeModel = async (name) => {
    asked.push(name);
    return { name: `${name}:latest`, bytes: 10 };
  };
  for (const id of ["ollama/llama3.2", encodeURIComponent("ollama/ann/tiny:1b")]) {
    const response = await remove(id);
    expect(response.status).toBe(200);
    const name = decodeURIComponent(id);
    expect(await response.json()).toEqual({ id: `${name}:latest`, object: "model", deleted: true });
  }
  expect(asked).toEqual(["ollama/llama3.2", "ollama/ann/tiny:1b"]);
});

test("only an admin key may", async () => {
  served.removeModel = vi.fn<Served["removeModel"]>(async (name) => ({ name }));
  expect((await remove("ollama/m", served.key)).status).toBe(403);
  expect((await remove("ollama/m", "sk-nobody")).status).toBe(401);
  expect(served.removeModel).not.toHaveBeenCalled();
});

test("what is not there is not found", async () => {
  served.removeModel = () =>
    Promise.reject(new ParleyError("model_not_found", { message: "No such model." }));
  const response = await remove("ollama/m");
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    error: { message: "No such model.", code: "model_not_found" },
  });
});
