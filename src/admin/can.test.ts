import fc from "fast-check";
import { expect, test } from "vitest";
import { type Actor, operator, type Role, roles } from "../spec/actor.ts";
import { type Action, actions, atLeast, can, canSomewhere, demandRole, whatCan } from "./can.ts";

const action = fc.constantFrom<Action>(...actions);
const role = fc.constantFrom<Role>(...roles);
const maybeRole = fc.option(role, { nil: undefined });
const projectId = fc.constantFrom("proj_a", "proj_b", "proj_c");
const ownerId = fc.constantFrom(undefined, "me", "somebody");

function actorWith(
  installation: Role | undefined,
  projects: readonly (readonly [string, Role])[] = [],
): Actor {
  return {
    kind: "account",
    id: "me",
    name: "me",
    ...(installation !== undefined && { role: installation }),
    projects: new Map(projects),
  };
}

const memberships = fc.uniqueArray(fc.tuple(projectId, role), { selector: ([id]) => id });
const actor = fc.tuple(maybeRole, memberships).map(([installation, all]) => actorWith(installation, all));
const thing = fc.tuple(fc.option(projectId, { nil: undefined }), ownerId).map(([project, owner]) => ({
  ...(project !== undefined && { projectId: project }),
  ...(owner !== undefined && { ownerId: owner }),
}));

test("who has a higher role may do at least as much", () => {
  fc.assert(
    fc.property(role, role, memberships, action, thing, (one, other, all, deed, what) => {
      const [less, more] = roles.indexOf(one) <= roles.indexOf(other) ? [one, other] : [other, one];
      if (can(actorWith(less, all), deed, what)) expect(can(actorWith(more, all), deed, what)).toBe(true);
      const raised = all.map(([id]) => [id, more] as const);
      const lowered = all.map(([id]) => [id, less] as const);
      if (can(actorWith(undefined, lowered), deed, what))
        expect(can(actorWith(undefined, raised), deed, what)).toBe(true);
    }),
  );
});

test("the owner may do everything, and who has no role nothing", () => {
  fc.assert(
    fc.property(action, thing, (deed, what) => {
      expect(can(operator, deed, what)).toBe(true);
      expect(can(actorWith("owner"), deed, what)).toBe(true);
      expect(can(actorWith(undefined), deed, what)).toBe(false);
    }),
  );
});

test("a role in one project is none in another, nor in the installation", () => {
  fc.assert(
    fc.property(role, action, projectId, ownerId, (own, deed, where, owner) => {
      const one = actorWith(undefined, [["proj_mine", own]]);
      expect(can(one, deed, { projectId: where, ...(owner !== undefined && { ownerId: owner }) })).toBe(
        false,
      );
      expect(can(one, deed)).toBe(false);
    }),
  );
});

test("a role in the installation is at least the same role in every project", () => {
  fc.assert(
    fc.property(role, action, projectId, (own, deed, where) => {
      const what = { projectId: where };
      if (can(actorWith(undefined, [[where, own]]), deed, what))
        expect(can(actorWith(own), deed, what)).toBe(true);
    }),
  );
});

test("whoever may do it to something, may do it somewhere", () => {
  fc.assert(
    fc.property(actor, action, thing, (one, deed, what) => {
      if (can(one, deed, what)) expect(canSomewhere(one, deed)).toBe(true);
    }),
  );
});

test("what is one's own is no key to what is others'", () => {
  fc.assert(
    fc.property(role, action, projectId, (own, deed, where) => {
      const one = actorWith(undefined, [[where, own]]);
      if (can(one, deed, { projectId: where, ownerId: "somebody" }))
        expect(can(one, deed, { projectId: where, ownerId: "me" })).toBe(true);
      expect(can(one, deed, { projectId: where, ownerId: "somebody" })).toBe(
        can(one, deed, { projectId: where }),
      );
    }),
  );
});

test("nobody gives away a role above their own", () => {
  fc.assert(
    fc.property(maybeRole, maybeRole, role, (installation, inProject, given) => {
      const projects = inProject === undefined ? [] : ([["proj_a", inProject]] as const);
      const one = actorWith(installation, projects);
      const mayEverywhere = atLeast(installation, given);
      const attempt = (where?: string) => () => demandRole(one, given, where);
      if (mayEverywhere) expect(attempt()).not.toThrow();
      else expect(attempt()).toThrow("above your own");
      if (mayEverywhere || atLeast(inProject, given)) expect(attempt("proj_a")).not.toThrow();
      else expect(attempt("proj_a")).toThrow("above your own");
    }),
  );
});

test("the table as it stands", () => {
  const inProject = (own: Role) => actorWith(undefined, [["proj_a", own]]);
  const what = { projectId: "proj_a" };
  const all = (one: Actor) => actions.filter((deed) => can(one, deed, what));
  expect(all(inProject("viewer")).every((deed) => deed.endsWith(".read"))).toBe(true);
  expect(all(inProject("member"))).toEqual(all(inProject("viewer")));
  expect(all(actorWith("viewer")).every((deed) => deed.endsWith(".read"))).toBe(true);
  expect(all(inProject("admin"))).toEqual(expect.arrayContaining(["key.create", "service_account.delete"]));
  for (const deed of ["project.create", "limit.set", "budget.set", "model.pull", "admin_key.read"] as const)
    expect(can(inProject("owner"), deed, what)).toBe(false);
  const own = { rotate: "key.rotate", pull: "model.pull" } as const;
  expect(whatCan(inProject("member"), own, { ...what, ownerId: "me" })).toEqual({
    rotate: true,
    pull: false,
  });
});
