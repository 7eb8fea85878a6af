/** The screens that can be gone to from everywhere, in the order in which a newcomer needs them. */
export const navigation = [
  { to: "/welcome", name: "welcome" },
  { to: "/playground", name: "playground" },
  { to: "/conversations", name: "conversations" },
  { to: "/requests", name: "requests" },
  { to: "/usage", name: "usage" },
  { to: "/keys", name: "keys" },
  { to: "/projects", name: "projects" },
  { to: "/models", name: "models" },
  { to: "/security", name: "security" },
  { to: "/reference", name: "reference" },
  { to: "/settings", name: "settings" },
] as const;
