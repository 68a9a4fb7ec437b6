/*
 * The rooms of the house and who may enter which. Each rule's comment says where the code belongs instead.
 * The levels of server/: a room imports lower levels only, and only through a door.
 */
const GROUND = [
  "config",
  "clock",
  "errors",
  "db",
  "limits",
  "telemetry",
  "files",
  "bus",
  "jobs",
  "mail",
  "outside",
  "audit",
];
const LEVELS = [
  ["auth"],
  ["regions"],
  ["contacts", "media", "identity", "relay", "tokens"],
  ["presence"],
  ["calls"],
  ["e2ee", "meetings", "handoff", "push", "callbacks"],
  ["chat", "recordings", "quality", "outbox", "reports"],
  ["history", "webhooks"],
  ["keeping"],
  ["admin", "doctor", "observe"],
];
const TOP = ["live", "trpc", "rest", "wiring", "main"];

const TESTS = "\\.(test|spec)\\.tsx?$|\\.fault\\.test\\.ts$|\\.fixture\\.tsx?$|^server/testing/";
const any = (names) => names.join("|");
const inServer = (names) => `^server/(${any(names)})(/|\\.ts$)`;

/** A capability may not import its own level or a higher one. */
const levels = LEVELS.map((names, at) => ({
  name: `server-level-${at + 1}`,
  // A contract is shared with the browser and may know any other (contract-is-a-leaf): it is of no level.
  comment: `${names.join(", ")} import lower levels only. News travels upward as a typed event whose reaction is bound in server/wiring.ts; code that needs both belongs in the higher room.`,
  severity: "error",
  from: { path: `^server/(${any(names)})/`, pathNot: `${TESTS}|/contract\\.ts$` },
  to: { path: inServer([...LEVELS.slice(at).flat(), ...TOP]), pathNot: "^server/$1/" },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two files that need each other are one file, or share a third, lower one.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-unresolved",
      comment: "The file or package does not exist.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^server-only$|^\\.\\.?/.*\\.css$" },
    },
    {
      name: "nothing-imports-app",
      comment:
        "app/ composes and is imported by nobody. Shared interface belongs in components/, decisions in server/.",
      severity: "error",
      from: { pathNot: "^app/" },
      to: { path: "^app/" },
    },
    {
      name: "app-enters-by-doors",
      comment:
        "app/ calls a verb through a capability's index.ts, contract.ts or server/trpc. Export what is missing from the door.",
      severity: "error",
      from: { path: "^app/", pathNot: TESTS },
      to: {
        path: "^server/",
        pathNot: "^server/(trpc|rest)/[^/]+\\.ts$|^server/wiring\\.ts$|^server/[^/]+/(index|contract)\\.ts$",
      },
    },
    {
      name: "components-know-contracts-only",
      comment:
        "components/ reads the server through tRPC. Shapes shared by both sides belong in server/*/contract.ts.",
      severity: "error",
      from: { path: "^components/", pathNot: TESTS },
      to: { path: "^(server|scripts|e2e|bench|deploy)/", pathNot: "^server/[^/]+/contract\\.ts$" },
    },
    {
      name: "lib-knows-contracts-only",
      comment:
        "lib/ is browser and shared code: of the server it knows contract.ts, and lib/api the type of the app router. What needs more belongs in server/ or components/.",
      severity: "error",
      from: { path: "^lib/", pathNot: TESTS },
      to: {
        path: "^(server|components|scripts|e2e|bench|deploy)/",
        pathNot: "^server/[^/]+/contract\\.ts$|^server/trpc/router\\.ts$",
      },
    },
    {
      name: "router-type-in-lib-api-only",
      comment: "The type of the app router is for lib/api alone; others use the client that lib/api makes.",
      severity: "error",
      from: { path: "^lib/", pathNot: "^lib/api/" },
      to: { path: "^server/trpc/" },
    },
    {
      name: "router-as-type-only",
      comment:
        "lib/api imports the router with `import type`: its values would pull the server into the browser.",
      severity: "error",
      from: { path: "^lib/api/" },
      to: { path: "^server/trpc/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "lib-has-no-react",
      comment:
        "lib/ works without React. Hooks belong in components/ (components/use-store.ts is the bridge).",
      severity: "error",
      from: { path: "^lib/", pathNot: TESTS },
      to: {
        path: "node_modules/(react|react-dom|next|next-intl|@livekit/components-react)/",
      },
    },
    {
      name: "queries-in-lib-api-only",
      comment: "The query client is made in lib/api and used by components/.",
      severity: "error",
      from: { path: "^lib/", pathNot: `${TESTS}|^lib/api/` },
      to: { path: "node_modules/@tanstack/react-query/" },
    },
    {
      name: "pure-is-pure",
      comment:
        "lib/pure has functions for both sides, without input, output or clock. With an import of its own the code belongs in lib/ or server/.",
      severity: "error",
      from: { path: "^lib/pure/", pathNot: TESTS },
      to: { pathNot: "^lib/pure/" },
    },
    {
      name: "server-knows-no-interface",
      comment:
        "server/ never imports what a person sees. What both sides need belongs in lib/pure or a contract.ts.",
      severity: "error",
      from: { path: "^server/" },
      to: { path: "^(app|components)/|^lib/(?!pure/)" },
    },
    {
      name: "server-knows-no-scripts",
      comment: "scripts/ starts the server, not the other way round. Only server/testing uses its services.",
      severity: "error",
      from: { path: "^server/", pathNot: TESTS },
      to: { path: "^(scripts|e2e|bench|deploy)/" },
    },
    {
      name: "contract-is-a-leaf",
      comment:
        "contract.ts is shared with the browser: zod, other contracts and lib/pure, nothing else. Logic belongs beside it.",
      severity: "error",
      from: { path: "^server/[^/]+/contract\\.ts$" },
      to: { pathNot: "^server/[^/]+/contract\\.ts$|^lib/pure/|node_modules/zod/" },
    },
    {
      name: "server-enters-by-doors",
      comment:
        "Another capability is used through its index.ts or contract.ts (schema.ts for foreign keys and joins; scripts/laws.mjs refuses writes). Export what is missing from the door.",
      severity: "error",
      from: { path: "^server/([^/]+)/", pathNot: `${TESTS}|^server/(trpc|rest|live)/` },
      to: { path: "^server/[^/]+/", pathNot: "^server/$1/|^server/[^/]+/(index|contract|schema)\\.ts$" },
    },
    {
      name: "top-enters-by-doors",
      comment:
        "live, trpc, rest, wiring and main bind capabilities: by index, contract, schema, router, queries, jobs and on/. Other files stay private.",
      severity: "error",
      from: { path: "^server/(live|trpc|rest)/|^server/(wiring|main)\\.ts$", pathNot: TESTS },
      to: {
        path: `^server/(${any([...GROUND, ...LEVELS.flat()])})/`,
        pathNot: "/(index|contract|schema|router|queries|jobs|worker|migrate)\\.ts$|/on/[^/]+\\.ts$",
      },
    },
    {
      name: "ground-knows-no-capability",
      comment: "The ground floor knows no capability. Code that needs one belongs in that capability.",
      severity: "error",
      from: { path: inServer(GROUND), pathNot: TESTS },
      to: { path: inServer([...LEVELS.flat(), ...TOP]) },
    },
    ...levels,
    {
      name: "testing-is-for-tests",
      comment: "server/testing (world, faults, clock) is for tests, e2e and bench.",
      severity: "error",
      from: { pathNot: `${TESTS}|^(e2e|bench)/|^vitest\\.` },
      to: { path: "^server/testing/" },
    },
    {
      name: "plays-stay-outside",
      comment:
        "e2e and bench use Peal as a browser does: public URLs, contract types, server/testing for faults, scripts/start for services.",
      severity: "error",
      // A member without a browser runs what a browser would: the agreement of keys itself.
      from: { path: "^(e2e|bench)/", pathNot: "^e2e/e2ee/light-client\\.ts$" },
      to: {
        path: "^(app|components|lib|server)/",
        // A bench judges with the product's own scale.
        pathNot: "^server/[^/]+/contract\\.ts$|^server/testing/|^lib/pure/|^server/quality/mos\\.ts$",
      },
    },
    {
      name: "scripts-stand-alone",
      comment:
        "scripts/ runs before the app exists and starts it as a process. Code of the app belongs in the app.",
      severity: "error",
      from: { path: "^scripts/", pathNot: TESTS },
      to: { path: "^(app|components|lib|server|e2e|bench)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|\\.data|\\.cache|dist|test-results|playwright-report)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types", "typings"],
    },
  },
};
