import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Laws of the house that a pattern can hold: where it looks, what it refuses, and what to use instead. */
export const LAWS = [
  {
    rooms: ["server"],
    except: /\.test\.ts$|^server\/(testing|clock|telemetry)\//,
    refuses: /\bDate\.now\(\)|\bnew Date\(\)/,
    instead: "time is the database's (peal_now()) or is passed in; a process's own clock is server/clock",
  },
  {
    rooms: ["app", "components", "lib"],
    except: /^lib\/live\/|\.test\.tsx?$/,
    refuses: /\bnew EventSource\b/,
    instead: "lib/live/feed.ts is the only subscriber",
  },
  {
    rooms: ["e2e"],
    except: /^$/,
    refuses: /\.waitForTimeout\(/,
    instead: "wait for what is seen, not for time",
  },
  {
    rooms: ["app", "components", "lib", "server"],
    except: /^$/,
    refuses: /\bdangerouslySetInnerHTML\b/,
    instead: "render text as text",
  },
  {
    rooms: ["app", "components", "lib", "server"],
    except: /^$/,
    refuses: /import (\{|type \{|(?!type\b)\w).*"zod\/mini"/,
    instead: 'import * as z from "zod/mini": the build finds what pages need of it by its name',
  },
];

/** @param {string} text without comments of whole lines */
const code = (text) => text.split("\n").map((line) => (/^\s*(\/\/|\*|\/\*)/.test(line) ? "" : line));

/** @param {string} root @param {string} room */
function filesOf(root, room) {
  if (!existsSync(`${root}/${room}`)) return [];
  return readdirSync(`${root}/${room}`, { recursive: true })
    .map((name) => `${room}/${String(name).replaceAll("\\", "/")}`)
    .filter((file) => /\.tsx?$/.test(file));
}

/**
 * The places that break a law, as `file:line what to do`.
 * @param {string} root
 * @param {typeof LAWS} laws
 */
export function broken(root, laws = LAWS) {
  return [...writesAbroad(root), ...brokenPatterns(root, laws)];
}

/**
 * Writes to a table that another capability owns: its schema.ts may be imported for foreign keys and joins only.
 * @param {string} root
 */
function writesAbroad(root) {
  return filesOf(root, "server")
    .filter((file) => !/\.test\.ts$|^server\/testing\//.test(file))
    .flatMap((file) => {
      const text = readFileSync(`${root}/${file}`, "utf8");
      const imports = [...text.matchAll(/import \{([^}]+)\} from "(?:\.\.\/)+(\w+)\/schema"/g)];
      const tables = imports.flatMap(([, names = ""]) =>
        names.split(",").map((name) => name.trim().split(" as ").at(-1)),
      );
      return tables.flatMap((table) =>
        table && new RegExp(`\\.(insert|update|delete)\\(${table}\\)`).test(text)
          ? [`${file} writes ${table} → the capability that owns a table writes it; call its verb`]
          : [],
      );
    });
}

/** @param {string} root @param {typeof LAWS} laws */
function brokenPatterns(root, laws) {
  return laws.flatMap(({ rooms, except, refuses, instead }) =>
    rooms
      .flatMap((room) => filesOf(root, room))
      .filter((file) => !except.test(file))
      .flatMap((file) =>
        code(readFileSync(`${root}/${file}`, "utf8")).flatMap((line, at) =>
          refuses.test(line) ? [`${file}:${at + 1} ${line.trim().slice(0, 80)} → ${instead}`] : [],
        ),
      ),
  );
}
